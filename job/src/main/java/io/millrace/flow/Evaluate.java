package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.FailedChange;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.ErrorPolicy;
import io.millrace.config.FlowAction;
import io.millrace.config.FlowMode;
import io.millrace.config.FlowPolicies;
import io.millrace.config.TruncatePolicy;
import io.millrace.flow.sql.OperatorContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.IOUtils;
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
    private transient Map<TableName, RunningTable> tables;
    private transient ModeRules rules;
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
        rules = rules(plan.policies(), metrics.counter("changesFiltered"));
        result = new StreamRecord<>(null);
        OperatorContext context =
                new OperatorContext(
                        getContainingTask(), getOperatorConfig(), getProcessingTimeService());
        tables = new HashMap<>();
        for (Map.Entry<TableName, TablePlan> table : plan.tables().entrySet()) {
            tables.put(table.getKey(), RunningTable.open(table.getValue(), context));
        }
    }

    private static ModeRules rules(FlowPolicies policies, Counter filtered) {
        return policies.mode() == FlowMode.LATEST
                ? new LatestRules(policies.truncate(), filtered)
                : new EventRules(policies.truncate(), filtered);
    }

    @Override
    public void processElement(StreamRecord<VersionedChange> element) throws Exception {
        VersionedChange change = element.getValue();
        RunningTable table = tables.get(change.change().key().table());
        if (table == null || !change.isFor(plan.flow()) || !takes(change.change())) {
            return;
        }
        received.inc();
        Optional<Evaluation> evaluation;
        try {
            evaluation = evaluation(change, table);
        } catch (StepFailedException e) {
            fail(change, e);
            return;
        }
        if (evaluation.isPresent()) {
            output.collect(result.replace(evaluation.get()));
        }
    }

    /**
     * @throws TruncatedTableException if the flow is to stop then
     */
    private boolean takes(RowChange change) {
        return switch (change.action()) {
            case INSERT -> plan.policies().actions().contains(FlowAction.INSERT);
            case UPDATE -> plan.policies().actions().contains(FlowAction.UPDATE);
            case DELETE -> plan.policies().actions().contains(FlowAction.DELETE);
            case READ -> true;
            case TRUNCATE -> {
                if (plan.policies().truncate() == TruncatePolicy.FAIL) {
                    throw new TruncatedTableException(plan.flow(), change.key().table());
                }
                yield plan.policies().truncate() == TruncatePolicy.PROPAGATE;
            }
        };
    }

    private Optional<Evaluation> evaluation(VersionedChange versioned, RunningTable table)
            throws StepFailedException, InterruptedException {
        table.turnTo(versioned);
        Optional<List<Document>> documents = rules.documents(versioned, table);
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        RowChange change = versioned.change();
        return Optional.of(
                new Evaluation(
                        change.action(),
                        change.key(),
                        versioned.version(),
                        change.origin(),
                        documents.get(),
                        table.group(change.action())));
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
        if (tables != null) {
            IOUtils.closeAll(tables.values());
        }
        super.close();
    }
}
