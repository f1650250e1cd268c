package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.FailedChange;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;

/** {@link Evaluate} at work, as Flink runs it: serialized, opened and closed. */
final class TestOperator implements AutoCloseable {
    private final OneInputStreamOperatorTestHarness<VersionedChange, Evaluation> harness;
    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();

    private TestOperator(Evaluate operator) throws Exception {
        MockEnvironment environment =
                new MockEnvironmentBuilder()
                        .setMetricGroup(
                                new InterceptingTaskMetricGroup() {
                                    @Override
                                    public InternalOperatorMetricGroup getOrAddOperator(
                                            OperatorID id, String name) {
                                        return metrics;
                                    }
                                })
                        .build();
        harness = new OneInputStreamOperatorTestHarness<>(operator, environment);
        harness.setup(
                VersionedTypeInfo.EVALUATION.createSerializer(
                        new ExecutionConfig().getSerializerConfig()));
    }

    static TestOperator open(FlowPlan plan) throws Exception {
        TestOperator operator = new TestOperator(new Evaluate(InstantiationUtil.clone(plan)));
        operator.harness.open();
        return operator;
    }

    static TestOperator restore(FlowPlan plan, OperatorSubtaskState state) throws Exception {
        TestOperator operator = new TestOperator(new Evaluate(InstantiationUtil.clone(plan)));
        operator.harness.initializeState(state);
        operator.harness.open();
        return operator;
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    List<Evaluation> process(VersionedChange... changes) throws Exception {
        int before = harness.getOutput().size();
        for (VersionedChange change : changes) {
            harness.processElement(new StreamRecord<>(change));
        }
        return harness.extractOutputValues().subList(before, harness.getOutput().size());
    }

    /** The content of the one document that there is of a change. */
    String document(VersionedChange change) throws Exception {
        List<Evaluation> evaluations = process(change);
        if (evaluations.isEmpty()) {
            throw new AssertionError("No evaluation, but " + failures());
        }
        List<Document> documents = evaluations.get(0).documents();
        if (documents.size() != 1) {
            throw new AssertionError("Documents: " + documents);
        }
        return String.valueOf(documents.get(0).content());
    }

    /** The changes that have failed so far. */
    List<FailedChange> failed() {
        Queue<StreamRecord<FailedChange>> failed = harness.getSideOutput(Evaluate.FAILED);
        return failed == null ? List.of() : failed.stream().map(StreamRecord::getValue).toList();
    }

    /** Why they have. */
    List<String> failures() {
        return failed().stream().map(FailedChange::reason).toList();
    }

    long count(String counter) {
        return ((Counter) metrics.get(counter)).getCount();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
