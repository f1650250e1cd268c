package io.millrace.backfill.read;

import io.millrace.change.RowChange;
import java.util.List;

/** What was read of a chunk. */
sealed interface Fetched {
    /** The chunk's id. */
    long chunk();

    /**
     * Rows in the order of their keys.
     *
     * @param last whether the chunk has no more
     */
    record Page(long chunk, List<Row> rows, boolean last) implements Fetched {
        /** The key of the last row; this one if there is none. */
        List<String> endAfter(List<String> key) {
            return rows.isEmpty() ? key : rows.get(rows.size() - 1).key();
        }
    }

    /** The chunk cannot be read any further. */
    record Failure(long chunk, String reason) implements Fetched {}

    /**
     * A row.
     *
     * @param key the texts of the key's columns, from which on reading goes on
     */
    record Row(RowChange change, List<String> key) {}
}
