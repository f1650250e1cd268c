package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.Snapshot;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What is kept of a row.
 *
 * @param position of the newest change
 * @param version that this change was given
 * @param forgetAt when the row was deleted: the processing time, in milliseconds since the epoch,
 *     at which even that may be forgotten; 0 while the row is there
 * @param image the whole row as the newest change left it; null if it is not kept or not known
 * @param contained what the row shows already besides its newest change, where it was read again
 *     for it; else null
 */
record RowState(
        Position position,
        long version,
        long forgetAt,
        @Nullable Json image,
        @Nullable Snapshot contained) {
    RowState {
        Objects.requireNonNull(position, "position");
    }

    /** Of a row that is gone. */
    static RowState tombstone(Position position, long version, long forgetAt) {
        return new RowState(position, version, forgetAt, null, null);
    }

    boolean deleted() {
        return forgetAt != 0;
    }
}
