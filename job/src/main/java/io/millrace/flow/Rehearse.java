package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import io.millrace.flow.Outcome.Fate;
import io.millrace.flow.Outcome.Made;
import io.millrace.flow.sql.OperatorContext;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a flow on a few rows as {@link Evaluate} does, and tells what became of each of them instead
 * of passing it on: the job's result has an accumulator of the flow's name with a list of {@link
 * Outcome}s, in the order of the rows. A step that fails never fails the job.
 */
public final class Rehearse extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<VersionedChange, Void> {
    private static final long serialVersionUID = 1L;

    private final FlowPlan plan;
    private transient RunningFlow flow;
    private transient Counter filtered;
    private transient ListAccumulator<Outcome> outcomes;

    public Rehearse(FlowPlan plan) {
        this.plan = plan;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    public void open() throws Exception {
        super.open();
        outcomes = new ListAccumulator<>();
        getRuntimeContext().addAccumulator(plan.flow(), outcomes);
        filtered = new SimpleCounter();
        OperatorContext context =
                new OperatorContext(
                        getContainingTask(), getOperatorConfig(), getProcessingTimeService());
        flow = RunningFlow.open(plan, context, filtered);
    }

    @Override
    public void processElement(StreamRecord<VersionedChange> element) throws Exception {
        VersionedChange change = element.getValue();
        RunningTable table = flow.taking(change.change());
        if (table != null) {
            outcomes.add(outcome(change, table));
        }
    }

    private Outcome outcome(VersionedChange change, RunningTable table)
            throws InterruptedException {
        RowKey row = change.change().key();
        long filteredBefore = filtered.getCount();
        Optional<Evaluation> evaluation;
        try {
            evaluation = flow.evaluate(change, table);
        } catch (StepFailedException e) {
            return Outcome.failed(row, e.getMessage());
        }
        if (filtered.getCount() > filteredBefore) {
            return Outcome.nothing(row, Fate.FILTERED);
        }
        if (evaluation.isEmpty() || evaluation.get().documents().isEmpty()) {
            return Outcome.nothing(row, Fate.NO_DOCUMENT);
        }
        List<Made> made = evaluation.get().documents().stream().map(Rehearse::made).toList();
        return Outcome.kept(row, made, evaluation.get().group());
    }

    private static Made made(Document document) {
        return new Made(document.route(), document.id(), String.valueOf(document.content()));
    }

    @Override
    public void close() throws Exception {
        if (flow != null) {
            flow.close();
        }
        super.close();
    }
}
