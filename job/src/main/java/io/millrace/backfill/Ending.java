package io.millrace.backfill;

import javax.annotation.Nullable;

/**
 * How a backfill has ended.
 *
 * @param error why it failed; null if it is finished
 */
record Ending(long id, long rowsRead, @Nullable String error) {
    BackfillPhase phase() {
        return error == null ? BackfillPhase.FINISHED : BackfillPhase.FAILED;
    }
}
