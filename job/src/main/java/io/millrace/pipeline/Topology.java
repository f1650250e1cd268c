package io.millrace.pipeline;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Deliver;
import io.millrace.row.LatestRow;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
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
            List<Flow> flows) {
        DataStream<VersionedChange> rows =
                environment
                        .fromSource(
                                changes,
                                WatermarkStrategy.noWatermarks(),
                                "changes",
                                VersionedTypeInfo.ROW_CHANGE)
                        .uid("changes")
                        .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                        .process(
                                new LatestRow(LatestRow.TOMBSTONE_RETENTION),
                                VersionedTypeInfo.VERSIONED_CHANGE)
                        .uid("latest-row")
                        .name("latest row");
        for (Flow flow : flows) {
            TableName table = flow.table();
            DataStream<Evaluation> evaluations =
                    rows.filter(row -> row.change().key().table().equals(table))
                            .uid("tables-" + flow.name())
                            .name(flow.name() + ": " + table)
                            .map(Topology::evaluate)
                            .returns(VersionedTypeInfo.EVALUATION)
                            .uid("evaluate-" + flow.name())
                            .name(flow.name() + ": evaluate");
            // Neither filter nor map has moved a row to another subtask.
            DataStream<Delivery> deliveries =
                    DataStreamUtils.reinterpretAsKeyedStream(
                                    evaluations, Evaluation::key, VersionedTypeInfo.ROW_KEY)
                            .process(Deliver.toSink(), VersionedTypeInfo.DELIVERY)
                            .uid("deliver-" + flow.name())
                            .name(flow.name() + ": deliver");
            flow.sink().behind(deliveries).uid("sink-" + flow.name()).name(flow.name() + ": sink");
        }
    }

    /** The record as it is, under the row's key. */
    private static Evaluation evaluate(VersionedChange versioned) {
        RowChange change = versioned.change();
        Json content = change.action() == Action.DELETE ? null : change.record();
        return new Evaluation(
                change.action(),
                change.key(),
                versioned.version(),
                change.origin(),
                List.of(new Document(null, change.key().id(), content)));
    }
}
