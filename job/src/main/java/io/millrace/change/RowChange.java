package io.millrace.change;

import java.util.Objects;

/**
 * A committed change of one row, or a row as a snapshot found it.
 *
 * @param record the row after the change; for a delete, its last state
 * @param lsn the change's position in the log; for a {@link Action#READ}, a position at which
 *     nothing the read shows could yet be newer in the stream. Grows per row, not over the stream:
 *     transactions arrive in the order of their commits
 * @param transactionId the top-level transaction, as the log gives it (32 bits); 0 for a read
 * @param committedAtMicros when its transaction committed, in microseconds since the epoch; 0 for a
 *     read
 */
public record RowChange(
        Action action,
        RowKey key,
        Json record,
        long lsn,
        long transactionId,
        long committedAtMicros) {
    public RowChange {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(record, "record");
    }
}
