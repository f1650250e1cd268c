package io.millrace.pipeline;

import io.millrace.change.Delivery;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Deliver;
import io.millrace.row.LatestRow;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's graph.
 *
 * <pre>
 *  changes → keyBy(row key) → latest row ─┬→ deliver → sink     (one branch per flow)
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
            Set<TableName> tables = flow.tables();
            DataStream<Delivery> deliveries =
                    rows.filter(row -> tables.contains(row.change().key().table()))
                            .uid("tables-" + flow.name())
                            .name(flow.name() + ": tables")
                            .map(new Deliver())
                            .returns(VersionedTypeInfo.DELIVERY)
                            .uid("deliver-" + flow.name())
                            .name(flow.name() + ": deliver");
            flow.sink().behind(deliveries).uid("sink-" + flow.name()).name(flow.name() + ": sink");
        }
    }
}
