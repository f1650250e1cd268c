package io.millrace.pipeline;

import io.millrace.config.FlowSpec;
import io.millrace.config.NearestName;
import io.millrace.config.Problem;
import io.millrace.postgres.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ContextResolvedTable;

/** Holds the columns of a sink against those of the table that a flow reads. */
final class SinkColumns {
    private SinkColumns() {}

    /** A sink without columns takes whole documents, so there is nothing to check. */
    static List<Problem> check(FlowSpec flow, ContextResolvedTable sink, Table source) {
        List<String> known =
                source.columns().stream().map(io.millrace.postgres.Column::name).toList();
        List<Problem> problems = new ArrayList<>();
        for (Column column : sink.getResolvedSchema().getColumns()) {
            if (!known.contains(column.getName())) {
                problems.add(
                        new Problem(
                                flow.sinkPlace(),
                                "The sink '"
                                        + flow.sink()
                                        + "' has a column '"
                                        + column.getName()
                                        + "', and "
                                        + source.name()
                                        + " has none of that name",
                                NearestName.of(column.getName(), known)
                                        .map(nearest -> "Did you mean '" + nearest + "'?")
                                        .orElse(
                                                "Its columns are "
                                                        + String.join(", ", known)
                                                        + ".")));
            }
        }
        return problems;
    }
}
