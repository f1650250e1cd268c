package io.millrace.delivery;

import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.Evaluation;
import io.millrace.change.Holder;
import io.millrace.change.RowKey;
import java.io.Serializable;
import java.util.List;
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
 * between two runs, and where flows have joined it in its sink, or have left it.
 *
 * <p>The past of a row without state is not known: its updates and deletes also delete wherever the
 * evaluation says that a document would be.
 *
 * @param <T> what it makes of each step
 */
public final class Deliver<T> extends KeyedProcessFunction<RowKey, Evaluation, T> {
    private static final long serialVersionUID = 1L;

    private final Form<T> form;
    private final Standing standing;
    private transient ValueState<Holdings> documents;
    private transient Counter withoutEffect;

    private Deliver(Form<T> form, Standing standing) {
        this.form = form;
        this.standing = standing;
    }

    /**
     * For a flow whose every document belongs to one row, and whose sink takes no other flow's: the
     * versions are those of the row.
     */
    public static Deliver<Delivery> toSink() {
        return new Deliver<>(
                (evaluation, number, step) -> delivery(evaluation, step), Standing.ALONE);
    }

    /**
     * For an {@link Owner}, which decides among the rows and flows that claim one address.
     *
     * @param company all flows of that owner, this one among them
     */
    public static Deliver<Claim> toOwner(String flow, Company company) {
        return new Deliver<>(claims(flow), Standing.behindOwner(company));
    }

    /** As {@link #toSink}, for a {@link GroupOrder}. */
    public static Deliver<Claim> toGroup(String flow) {
        return new Deliver<>(claims(flow), Standing.ALONE);
    }

    @Override
    public void open(OpenContext context) {
        documents =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>("documents", new HoldingsSerializer()));
        withoutEffect = getRuntimeContext().getMetricGroup().counter("changesWithoutEffect");
    }

    @Override
    public void processElement(Evaluation evaluation, Context context, Collector<T> out)
            throws Exception {
        Holdings before = documents.value();
        Transition transition = Transition.of(before, evaluation, standing);
        remember(before, transition.holdings());
        List<Step> steps = transition.steps();
        if (steps.isEmpty()) {
            withoutEffect.inc();
        }
        for (int number = 0; number < steps.size(); number++) {
            out.collect(form.of(evaluation, number, steps.get(number)));
        }
    }

    private void remember(@Nullable Holdings before, @Nullable Holdings now) throws Exception {
        if (now == null) {
            documents.clear();
        } else if (!now.equals(before)) {
            documents.update(now);
        }
    }

    private interface Form<T> extends Serializable {
        T of(Evaluation evaluation, int number, Step step);
    }

    private static Form<Claim> claims(String flow) {
        return (evaluation, number, step) ->
                new Claim(
                        new Holder(flow, evaluation.key()),
                        evaluation.action(),
                        evaluation.origin().position(),
                        number,
                        evaluation.group(),
                        delivery(evaluation, step));
    }

    private static Delivery delivery(Evaluation evaluation, Step step) {
        return new Delivery(
                step.address().route(),
                step.address().id(),
                evaluation.version(),
                step.content(),
                evaluation.origin().committedAtMicros());
    }
}
