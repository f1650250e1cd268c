package io.millrace.row;

import io.millrace.change.Position;

/**
 * What is kept of a row.
 *
 * @param position of the newest change
 * @param version that this change was given
 * @param forgetAt when the row was deleted: the processing time, in milliseconds since the epoch,
 *     at which even that may be forgotten; 0 while the row is there
 */
record RowState(Position position, long version, long forgetAt) {
    boolean deleted() {
        return forgetAt != 0;
    }
}
