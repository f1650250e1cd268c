package io.millrace.delivery;

import io.millrace.change.Delivery;
import io.millrace.change.Evaluation;
import io.millrace.change.RowKey;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Remembers where a row's documents are, and moves them to where its flow wants them: what the flow
 * no longer makes is deleted, what is new or different is written, and what is as it was is not
 * sent, unless the row was read anew. It ends right, too, where filter, route or key have changed
 * between two runs.
 *
 * <p>For flows in which every document belongs to one row, so that its versions grow as those of
 * the row. The past of a row without state is not known: its updates and deletes also delete
 * wherever the evaluation says that a document would be.
 */
public final class Deliver extends KeyedProcessFunction<RowKey, Evaluation, Delivery> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Holdings> documents;
    private transient Counter withoutEffect;

    @Override
    public void open(OpenContext context) {
        documents =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("documents", new HoldingsSerializer()));
        withoutEffect = getRuntimeContext().getMetricGroup().counter("changesWithoutEffect");
    }

    @Override
    public void processElement(Evaluation evaluation, Context context, Collector<Delivery> out)
            throws Exception {
        Holdings before = documents.value();
        Transition transition = Transition.of(before, evaluation);
        remember(before, transition.holdings());
        if (transition.steps().isEmpty()) {
            withoutEffect.inc();
        }
        for (Step step : transition.steps()) {
            out.collect(
                    new Delivery(
                            step.address().route(),
                            step.address().id(),
                            evaluation.version(),
                            step.content(),
                            evaluation.origin().committedAtMicros()));
        }
    }

    private void remember(@Nullable Holdings before, @Nullable Holdings now) throws Exception {
        if (now == null) {
            documents.clear();
        } else if (!now.equals(before)) {
            documents.update(now);
        }
    }
}
