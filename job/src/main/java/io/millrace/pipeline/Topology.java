package io.millrace.pipeline;

import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.Evaluation;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Append;
import io.millrace.delivery.Deliver;
import io.millrace.delivery.Owner;
import io.millrace.flow.Evaluate;
import io.millrace.row.LatestRow;
import io.millrace.row.TruncateSpread;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's graph.
 *
 * <pre>
 *  changes → keyBy(row key) → latest row ─┬→ evaluate → deliver → sink     (one branch per flow)
 *                                         └→ …
 * </pre>
 */
public final class Topology {
    private Topology() {}

    /** Adds the pipeline to the environment. Uids are part of every savepoint: never changed. */
    public static void build(
            StreamExecutionEnvironment environment,
            Source<RowChange, ?, ?> changes,
            LatestRow latestRow,
            List<Flow> flows) {
        DataStream<VersionedChange> rows =
                environment
                        .fromSource(
                                changes,
                                WatermarkStrategy.noWatermarks(),
                                "changes",
                                VersionedTypeInfo.ROW_CHANGE)
                        .uid("changes")
                        .flatMap(new TruncateSpread(environment.getMaxParallelism()))
                        .returns(VersionedTypeInfo.ROW_CHANGE)
                        .uid("truncate-spread")
                        .name("truncate spread")
                        .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                        .transform("latest row", VersionedTypeInfo.VERSIONED_CHANGE, latestRow)
                        .uid("latest-row");
        for (Flow flow : flows) {
            SingleOutputStreamOperator<Evaluation> evaluations =
                    rows.transform(
                                    flow.name() + ": evaluate",
                                    VersionedTypeInfo.EVALUATION,
                                    new Evaluate(flow.plan()))
                            .uid("evaluate-" + flow.name());
            flow.sink()
                    .behind(deliveries(flow, evaluations))
                    .uid("sink-" + flow.name())
                    .name(flow.name() + ": sink");
        }
    }

    private static DataStream<Delivery> deliveries(Flow flow, DataStream<Evaluation> evaluations) {
        return switch (flow.addressing()) {
            case EVENTS ->
                    evaluations
                            .flatMap(new Append())
                            .returns(VersionedTypeInfo.DELIVERY)
                            .uid("deliver-" + flow.name())
                            .name(flow.name() + ": append");
            case ROWS ->
                    byRow(evaluations)
                            .process(Deliver.toSink(), VersionedTypeInfo.DELIVERY)
                            .uid("deliver-" + flow.name())
                            .name(flow.name() + ": deliver");
            case KEYS ->
                    byRow(evaluations)
                            .process(Deliver.toOwner(flow.name()), VersionedTypeInfo.CLAIM)
                            .uid("deliver-" + flow.name())
                            .name(flow.name() + ": deliver")
                            .keyBy(Claim::address, VersionedTypeInfo.ADDRESS)
                            .process(new Owner(Owner.TOMBSTONE_RETENTION), VersionedTypeInfo.CLAIM)
                            .uid("owner-" + flow.name())
                            .name(flow.name() + ": owner")
                            .map(Claim::delivery)
                            .returns(VersionedTypeInfo.DELIVERY)
                            .uid("owned-" + flow.name())
                            .name(flow.name() + ": owned");
        };
    }

    /** Evaluating has not moved a row to another subtask. */
    private static KeyedStream<Evaluation, RowKey> byRow(DataStream<Evaluation> evaluations) {
        return DataStreamUtils.reinterpretAsKeyedStream(
                evaluations, Evaluation::key, VersionedTypeInfo.ROW_KEY);
    }
}
