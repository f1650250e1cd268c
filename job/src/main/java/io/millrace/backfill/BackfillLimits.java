package io.millrace.backfill;

import java.io.Serializable;

/**
 * How much of a table is read at once.
 *
 * @param rowsPerSecond of all readers together; 0 for as many as there are
 * @param chunkRows how many rows a reader takes on at once
 */
public record BackfillLimits(int rowsPerSecond, int chunkRows) implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final BackfillLimits DEFAULT = new BackfillLimits(0, 20_000);

    public BackfillLimits {
        if (rowsPerSecond < 0 || chunkRows < 1) {
            throw new IllegalArgumentException(
                    "Not limits: " + rowsPerSecond + " rows/s, chunks of " + chunkRows);
        }
    }
}
