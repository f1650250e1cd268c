package io.millrace.pipeline;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Deliver;
import io.millrace.row.LatestRow;
import io.millrace.row.TruncateSpread;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's graph.
 *
 * <pre>
 *  changes → truncate spread → keyBy(row key) → latest row ─┬→ deliver → sink     (one branch per flow)
 *                                                           └→ …
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
            TableName table = flow.table();
            DataStream<Delivery> deliveries =
                    rows.filter(row -> isRowOf(table, row.change()))
                            .uid("tables-" + flow.name())
                            .name(flow.name() + ": " + table)
                            .map(new Deliver())
                            .returns(VersionedTypeInfo.DELIVERY)
                            .uid("deliver-" + flow.name())
                            .name(flow.name() + ": deliver");
            flow.sink().behind(deliveries).uid("sink-" + flow.name()).name(flow.name() + ": sink");
        }
    }

    /** The truncate of a table comes besides those of its rows, and is of no use to documents. */
    private static boolean isRowOf(TableName table, RowChange change) {
        return change.key().table().equals(table)
                && !(change.action() == Action.TRUNCATE && change.key().id().isEmpty());
    }
}
