package io.millrace.bench.flow;

import io.millrace.backfill.BackfillLimits;
import io.millrace.backfill.BackfillSettings;
import io.millrace.backfill.BackfillSource;
import io.millrace.bench.data.OrderTable;
import io.millrace.bench.data.Orders;
import io.millrace.change.DeadLetter;
import io.millrace.change.Delivery;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.FlowPolicies;
import io.millrace.config.FlowSpec;
import io.millrace.config.RowImages;
import io.millrace.config.TablePattern;
import io.millrace.flow.FlowPlanner;
import io.millrace.pipeline.Flow;
import io.millrace.pipeline.FlowSink;
import io.millrace.pipeline.JobDefaults;
import io.millrace.pipeline.Topology;
import io.millrace.postgres.Table;
import io.millrace.row.KeptImages;
import io.millrace.row.LatestRow;
import io.millrace.row.LogProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * The job of a pipeline with one flow, in this JVM, one subtask of each kind, with the settings of
 * a pipeline; from {@link OrderSource} to {@link Outflow}.
 *
 * @param folder takes the checkpoints
 */
record FlowJob(OrderSource source, RowImages images, String folder) {
    static final String FLOW = "orders";
    private static final Duration NEVER = Duration.ofDays(1);

    JobClient start(Shape shape, Backend backend) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, settings(backend));
        if (shape == Shape.BARE_KEYED_STATE) {
            bare(environment);
        } else {
            pipeline(environment, shape);
        }
        return environment.executeAsync("flow");
    }

    private void bare(StreamExecutionEnvironment environment) {
        environment
                .fromSource(
                        source,
                        WatermarkStrategy.noWatermarks(),
                        "changes",
                        VersionedTypeInfo.ROW_CHANGE)
                .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                .process(new CountChanges(), Types.LONG)
                .sinkTo(new Outflow.Counting<>());
    }

    private void pipeline(StreamExecutionEnvironment environment, Shape shape) {
        Table table = OrderTable.described();
        FlowSpec spec =
                new FlowSpec(
                        FLOW,
                        List.of(new TablePattern(Orders.TABLE.toString(), Shape.place())),
                        shape.fragments(),
                        FlowPolicies.DEFAULT,
                        "index",
                        Shape.place(),
                        Shape.place());
        FlowPlanner planner = new FlowPlanner(StreamTableEnvironment.create(environment));
        Flow flow =
                new Flow(
                        spec,
                        List.of(table),
                        planner.plan(spec, List.of(table))
                                .orElseThrow(
                                        () -> new IllegalStateException("" + planner.problems())),
                        new FlowSink(new Outflow.Counting<Delivery>(), OptionalInt.empty()));
        Topology.build(
                environment,
                new Topology.Stages(
                        source,
                        noBackfill(),
                        new LatestRow(
                                LatestRow.TOMBSTONE_RETENTION,
                                LogProgress.WATERMARKS,
                                KeptImages.of(images, List.of(table), Map.of()),
                                new NoRows()),
                        LogProgress.WATERMARKS,
                        new DiscardingSink<DeadLetter>()),
                List.of(flow));
    }

    private BackfillSource noBackfill() {
        return new BackfillSource(
                new BackfillSettings(
                        "bench", null, List.of(), Map.of(), List.of(), BackfillLimits.DEFAULT),
                Boundedness.BOUNDED);
    }

    /**
     * As a pipeline has them, but that a failure is the end, and that no checkpoint is in between:
     * it costs by the size of the state and the time that passes, not by row.
     */
    private Configuration settings(Backend backend) {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, NEVER);
        settings.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.addAll(JobDefaults.missingFrom(settings));
        return settings;
    }
}
