package io.millrace.bench.flow;

import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The least that a job with state per row can do: one number, read and written. */
final class CountChanges extends KeyedProcessFunction<RowKey, RowChange, Long> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> changes;

    @Override
    public void open(OpenContext context) {
        changes = getRuntimeContext().getState(new ValueStateDescriptor<>("changes", Long.class));
    }

    @Override
    public void processElement(RowChange change, Context context, Collector<Long> out)
            throws Exception {
        Long before = changes.value();
        long now = before == null ? 1 : before + 1;
        changes.update(now);
        out.collect(now);
    }
}
