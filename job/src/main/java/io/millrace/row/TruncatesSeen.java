package io.millrace.row;

import io.millrace.change.Origin;
import io.millrace.change.RowChange;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import java.util.HashMap;
import java.util.Map;

/**
 * Which truncates the rows of a subtask have gone through since it started, so that of a truncate's
 * copies but the first makes them do so. Forgetting it is harmless.
 */
final class TruncatesSeen {
    private final Map<TableName, Origin> newest = new HashMap<>();

    /** Notes the truncate, and tells whether rows may be there that it takes. */
    boolean isNext(RowChange truncate) {
        Origin before = newest.put(truncate.key().table(), truncate.origin());
        return before == null || !truncate.position().equals(before.position());
    }

    /** Whether the newest truncate of the table is not in the snapshot. */
    boolean isAfter(Snapshot snapshot, TableName table) {
        Origin truncated = newest.get(table);
        return truncated != null && !snapshot.shows(truncated.transactionId());
    }

    /**
     * A row's change has passed. Where subtasks became fewer, channels of several are read in any
     * order, so that an older one may come in between the copies of a truncate.
     */
    void passed(RowChange change) {
        if (!newest.isEmpty()) {
            TableName table = change.key().table();
            Origin truncated = newest.get(table);
            if (truncated != null && truncated.position().isAfter(change.position())) {
                newest.remove(table);
            }
        }
    }
}
