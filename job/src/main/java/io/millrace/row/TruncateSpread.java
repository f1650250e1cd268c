package io.millrace.row;

import io.millrace.change.Action;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Copies each truncate once for every key group, so that it reaches every {@link LatestRow} on the
 * channels that the rows take, in order with them. Everything else passes.
 */
public final class TruncateSpread implements FlatMapFunction<RowChange, RowChange> {
    private static final long serialVersionUID = 1L;

    private final int maxParallelism;
    private transient TruncateGroups keys;

    /**
     * @param maxParallelism that of {@link LatestRow}: the number of its key groups
     */
    public TruncateSpread(int maxParallelism) {
        this.maxParallelism = maxParallelism;
    }

    @Override
    public void flatMap(RowChange change, Collector<RowChange> out) {
        if (change.action() != Action.TRUNCATE) {
            out.collect(change);
            return;
        }
        if (keys == null) {
            keys = new TruncateGroups(maxParallelism);
        }
        for (RowKey copy : keys.of(change.key().table())) {
            out.collect(RowChange.of(Action.TRUNCATE, copy, change.record(), change.origin()));
        }
    }
}
