package io.millrace.row;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * The keys under which a truncate reaches all rows of its table: one in each key group, and none
 * that a row could have, since no text of Postgres has a zero in it.
 */
final class TruncateKeys {
    private static final char MARK = '\0';

    private TruncateKeys() {}

    /** In the order of the key groups. */
    static List<RowKey> of(TableName table, int maxParallelism) {
        List<RowKey> keys = new ArrayList<>(Arrays.asList(new RowKey[maxParallelism]));
        int missing = maxParallelism;
        for (int number = 0; missing > 0; number++) {
            RowKey key = new RowKey(table, MARK + Integer.toString(number));
            int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism);
            if (keys.get(group) == null) {
                keys.set(group, key);
                missing--;
            }
        }
        return List.copyOf(keys);
    }

    static boolean isOne(RowKey key) {
        return !key.id().isEmpty() && key.id().charAt(0) == MARK;
    }

    /** Whether the key is in the group of the key that the truncate has in the vocabulary. */
    static boolean isWithTable(RowKey key, int maxParallelism) {
        return KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism)
                == KeyGroupRangeAssignment.assignToKeyGroup(
                        new RowKey(key.table(), ""), maxParallelism);
    }
}
