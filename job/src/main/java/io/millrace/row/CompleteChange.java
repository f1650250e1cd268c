package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.Snapshot;
import javax.annotation.Nullable;

/**
 * A change as whole as it can be had.
 *
 * @param changes the former values of what an update changed; null if unknown
 * @param contained what the record shows besides the change, if the row was read again for it; else
 *     null
 */
record CompleteChange(RowChange change, @Nullable Json changes, @Nullable Snapshot contained) {
    static CompleteChange asLogged(RowChange change) {
        return new CompleteChange(change, change.changes(), null);
    }
}
