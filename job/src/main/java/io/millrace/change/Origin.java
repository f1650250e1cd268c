package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Where a change comes from.
 *
 * @param position in the log; for a {@link Action#READ}, one at which all that it shows has
 *     committed
 * @param transactionId the top-level transaction, whole (64 bits, as {@code xid8}); 0 for a read
 * @param committedAtMicros when its transaction committed, in microseconds since the epoch; 0 for a
 *     read
 * @param annotations what the transaction said of itself, a JSON object; null if nothing
 * @param reading for a read, how it was read; else null
 */
public record Origin(
        Position position,
        long transactionId,
        long committedAtMicros,
        @Nullable Json annotations,
        @Nullable Reading reading) {
    public Origin {
        Objects.requireNonNull(position, "position");
    }

    /** Of a change that the log tells. */
    public Origin(
            Position position,
            long transactionId,
            long committedAtMicros,
            @Nullable Json annotations) {
        this(position, transactionId, committedAtMicros, annotations, null);
    }

    /**
     * Of a row that a backfill has read.
     *
     * @param lsn the last position before the end of the log then
     */
    public static Origin ofRead(long lsn, Reading reading) {
        return new Origin(new Position(lsn, 0), 0, 0, null, reading);
    }
}
