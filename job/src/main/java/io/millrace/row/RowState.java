package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.Snapshot;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What is kept of a row.
 *
 * @param position of the newest change in the log; {@link #NOWHERE} if there was none
 * @param transactionId of that change, whole; 0 if unknown
 * @param version that was given last
 * @param forgetAt when the row was deleted: the processing time, in milliseconds since the epoch,
 *     at which even that may be forgotten; 0 while the row is there
 * @param image the whole row as it was seen last; null if it is not kept or not known
 * @param contained what the row shows already besides its newest change, where it was read again
 *     for it; else null
 */
record RowState(
        Position position,
        long transactionId,
        long version,
        long forgetAt,
        @Nullable Json image,
        @Nullable Snapshot contained) {
    static final Position NOWHERE = new Position(0, 0);

    /** Of a row that was never seen. */
    static final RowState UNKNOWN = new RowState(NOWHERE, 0, 0, 0, null, null);

    RowState {
        Objects.requireNonNull(position, "position");
    }

    /** Of a row that is gone. */
    static RowState tombstone(RowChange change, long version, long forgetAt) {
        return new RowState(
                change.position(), change.origin().transactionId(), version, forgetAt, null, null);
    }

    boolean deleted() {
        return forgetAt != 0;
    }

    /** The version of what comes next, where the log has come to {@code lsn}. */
    long nextVersion(long lsn) {
        return Math.max(version + 1, lsn);
    }

    /** Whether the change was seen before. */
    boolean isReplay(RowChange change) {
        return !change.position().isAfter(position);
    }

    /** Whether the row was read again when the transaction had been made already. */
    boolean contains(long transaction) {
        return contained != null && contained.shows(transaction);
    }

    /** Whether the row is known as it was after what the snapshot shows. */
    boolean isAfter(Snapshot snapshot) {
        return transactionId != 0 && !snapshot.shows(transactionId)
                || contained != null && contained.isAfter(snapshot);
    }
}
