package io.millrace.flow;

import io.millrace.change.Evaluation;
import io.millrace.change.FailedChange;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.ErrorPolicy;
import io.millrace.flow.sql.OperatorContext;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Runs a flow's fragments on each change of its tables; passes over changes of others. Keeps no
 * state.
 *
 * <p>A fragment that fails on a change gives no evaluation of it, but a {@link FailedChange} in the
 * side output {@link #FAILED}; or it fails the job, if the flow says so.
 */
public final class Evaluate extends AbstractStreamOperator<Evaluation>
        implements OneInputStreamOperator<VersionedChange, Evaluation> {
    private static final long serialVersionUID = 1L;

    public static final OutputTag<FailedChange> FAILED =
            new OutputTag<>("failed", VersionedTypeInfo.FAILED_CHANGE);

    private final FlowPlan plan;
    private transient RunningFlow flow;
    private transient Counter received;
    private transient Counter failed;
    private transient StreamRecord<Evaluation> result;

    public Evaluate(FlowPlan plan) {
        this.plan = plan;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    public void open() throws Exception {
        super.open();
        MetricGroup metrics = getMetricGroup();
        received = metrics.counter("changesReceived");
        failed = metrics.counter("changesFailed");
        result = new StreamRecord<>(null);
        OperatorContext context =
                new OperatorContext(
                        getContainingTask(), getOperatorConfig(), getProcessingTimeService());
        flow = RunningFlow.open(plan, context, metrics.counter("changesFiltered"));
    }

    @Override
    public void processElement(StreamRecord<VersionedChange> element) throws Exception {
        VersionedChange change = element.getValue();
        RunningTable table = flow.taking(change.change());
        if (table == null) {
            return;
        }
        received.inc();
        Optional<Evaluation> evaluation;
        try {
            evaluation = flow.evaluate(change, table);
        } catch (StepFailedException e) {
            fail(change, e);
            return;
        }
        if (evaluation.isPresent()) {
            output.collect(result.replace(evaluation.get()));
        }
    }

    private void fail(VersionedChange change, StepFailedException failure) {
        failed.inc();
        if (plan.policies().onError() == ErrorPolicy.FAIL) {
            throw new FailedChangeException(plan.flow(), change.change().key(), failure);
        }
        output.collect(FAILED, new StreamRecord<>(new FailedChange(change, failure.getMessage())));
    }

    @Override
    public void close() throws Exception {
        if (flow != null) {
            flow.close();
        }
        super.close();
    }
}
