package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.Snapshot;
import javax.annotation.Nullable;

/**
 * A change as whole as it can be had.
 *
 * @param changes the former values of what an update changed; null if unknown
 * @param read what was read again for it, which the change then has as its record; else null
 */
record CompleteChange(RowChange change, @Nullable Json changes, @Nullable ReadRow read) {
    static CompleteChange asLogged(RowChange change) {
        return new CompleteChange(change, change.changes(), null);
    }

    /** What the record shows besides the change. */
    @Nullable
    Snapshot contained() {
        return read == null ? null : read.snapshot();
    }

    /** How far the log was when the record was so. */
    long lsn() {
        return read == null
                ? change.position().lsn()
                : Math.max(read.lsn(), change.position().lsn());
    }
}
