package io.millrace.pipeline;

import io.millrace.change.DeadLetter;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.row.LatestRow;
import io.millrace.row.LogProgress;
import io.millrace.row.TruncateSpread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's graph.
 *
 * <pre>
 *  changes → truncate spread ─┐
 *  backfill ──────────────────┴→ keyBy(row key) → latest row ─┬→ evaluate → deliver → sink   (one per table)
 *                                                             └→ …  (one per flow) ╲
 *                                                                                   dead letters (of all flows)
 * </pre>
 */
public final class Topology {
    private Topology() {}

    /** The stages that all flows share. */
    public record Stages(
            Source<RowChange, ?, ?> changes,
            Source<RowChange, ?, ?> backfill,
            LatestRow latestRow,
            LogProgress progress,
            Sink<DeadLetter> deadLetters) {}

    /** Adds the pipeline to the environment. Uids are part of every savepoint: never changed. */
    public static void build(
            StreamExecutionEnvironment environment, Stages stages, List<Flow> flows) {
        DataStream<RowChange> reads = source("backfill", stages.backfill(), environment);
        DataStream<VersionedChange> rows =
                source("changes", stages.changes(), environment)
                        .flatMap(new TruncateSpread(environment.getMaxParallelism()))
                        .returns(VersionedTypeInfo.ROW_CHANGE)
                        .uid("truncate-spread")
                        .name("truncate spread")
                        .union(reads)
                        .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                        .transform(
                                "latest row",
                                VersionedTypeInfo.VERSIONED_CHANGE,
                                stages.latestRow())
                        .uid("latest-row");
        List<FlowBranch> branches = flows.stream().map(flow -> new FlowBranch(flow, rows)).toList();
        branches.stream()
                .collect(
                        Collectors.groupingBy(
                                branch -> branch.flow().spec().sink(),
                                LinkedHashMap::new,
                                Collectors.toList()))
                .forEach(
                        (sink, writers) ->
                                new SinkBranch(sink, writers, stages.progress()).build());
        branches.stream()
                .map(FlowBranch::failures)
                .reduce(DataStream::union)
                .orElseThrow()
                .sinkTo(stages.deadLetters())
                .uid("dead-letters")
                .name("dead letters");
    }

    private static SingleOutputStreamOperator<RowChange> source(
            String name, Source<RowChange, ?, ?> source, StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        source,
                        WatermarkStrategy.noWatermarks(),
                        name,
                        VersionedTypeInfo.ROW_CHANGE)
                .uid(name);
    }
}
