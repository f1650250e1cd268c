package io.millrace.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Evaluation;
import io.millrace.change.FailedChange;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flows in a job of Flink's, beside the environment that they were planned in. */
class EvaluateJobIT {
    /** Outlives the job, whose last results are fetched from it. */
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    @Test
    void flowsRunInAJobAndLeaveNothingElseInIt() throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        job.setParallelism(1);
        StreamTableEnvironment tables = StreamTableEnvironment.create(job);
        tables.executeSql("CREATE FUNCTION probe AS '" + Probe.Lifecycle.class.getName() + "'");
        FlowPlan shout =
                new TestFlow(tables).transform("probe(UPPER(name)) AS name").plan(Changes.TABLE);
        FlowPlan cast =
                new TestFlow(tables).transform("CAST(name AS INT) AS n").plan(Changes.TABLE);
        assertThat(job.getTransformations()).isEmpty();

        DataStream<VersionedChange> changes =
                job.fromData(
                        VersionedTypeInfo.VERSIONED_CHANGE,
                        Changes.insert("{\"name\": \"a\"}"),
                        Changes.insert("{\"name\": \"12\"}"));
        SingleOutputStreamOperator<Evaluation> first = evaluate(changes, shout);
        SingleOutputStreamOperator<Evaluation> second = evaluate(changes, cast);
        CloseableIterator<Evaluation> shouted = first.collectAsync();
        CloseableIterator<Evaluation> numbers = second.collectAsync();
        CloseableIterator<FailedChange> failed =
                second.getSideOutput(Evaluate.FAILED).collectAsync();
        job.execute();

        assertThat(contents(shouted)).containsExactly("{\"name\":\"A\"}", "{\"name\":\"12\"}");
        assertThat(contents(numbers)).containsExactly("{\"n\":12}");
        assertThat(all(failed))
                .extracting(FailedChange::reason)
                .containsExactly("transform: For input string: 'a'. Invalid character found.");
    }

    private static SingleOutputStreamOperator<Evaluation> evaluate(
            DataStream<VersionedChange> changes, FlowPlan plan) {
        return changes.transform("evaluate", VersionedTypeInfo.EVALUATION, new Evaluate(plan));
    }

    private static List<String> contents(CloseableIterator<Evaluation> evaluations)
            throws Exception {
        return all(evaluations).stream()
                .map(evaluation -> evaluation.documents().get(0).content().toString())
                .toList();
    }

    private static <T> List<T> all(CloseableIterator<T> results) throws Exception {
        List<T> all = new ArrayList<>();
        try (results) {
            results.forEachRemaining(all::add);
        }
        return all;
    }
}
