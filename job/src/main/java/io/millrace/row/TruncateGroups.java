package io.millrace.row;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** The {@link TruncateKeys} of the tables of a subtask. */
final class TruncateGroups {
    private final int maxParallelism;
    private final Map<TableName, List<RowKey>> keys = new HashMap<>();

    TruncateGroups(int maxParallelism) {
        this.maxParallelism = maxParallelism;
    }

    /** All of a table's, in the order of the key groups. */
    List<RowKey> of(TableName table) {
        return keys.computeIfAbsent(table, name -> TruncateKeys.of(name, maxParallelism));
    }

    /** The one in a row's key group. */
    RowKey inGroupOf(RowKey row) {
        return of(row.table()).get(KeyGroupRangeAssignment.assignToKeyGroup(row, maxParallelism));
    }
}
