package io.millrace.change;

import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A committed change of one row, a row as a snapshot found it, or that a table was emptied.
 *
 * @param record the row after the change; for a delete, its last state; for a truncate, {@code
 *     null} in JSON
 * @param position for a {@link Action#READ}, one before that of every change that could be newer
 *     than what the read shows
 * @param transactionId the top-level transaction, as the log gives it (32 bits); 0 for a read
 * @param committedAtMicros when its transaction committed, in microseconds since the epoch; 0 for a
 *     read
 * @param annotations what the transaction said of itself, a JSON object; null if nothing
 */
public record RowChange(
        Action action,
        RowKey key,
        Json record,
        Position position,
        long transactionId,
        long committedAtMicros,
        @Nullable Json annotations) {
    private static final Json NO_RECORD = Json.of("null");

    public RowChange {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(position, "position");
    }

    /**
     * That all rows of a table are gone at once. Its key has the id {@code ""}, which is no row's.
     */
    public static RowChange truncate(
            TableName table,
            Position position,
            long transactionId,
            long committedAtMicros,
            @Nullable Json annotations) {
        return new RowChange(
                Action.TRUNCATE,
                new RowKey(table, ""),
                NO_RECORD,
                position,
                transactionId,
                committedAtMicros,
                annotations);
    }
}
