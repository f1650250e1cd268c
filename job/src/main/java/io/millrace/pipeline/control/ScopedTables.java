package io.millrace.pipeline.control;

import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import io.millrace.pipeline.Readers;
import io.millrace.postgres.Table;
import io.millrace.source.SourceCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Finds the flows and tables of a pipeline that a {@link BackfillScope} means. */
record ScopedTables(PipelineSpec pipeline, Connection connection) {

    /**
     * The tables by flow, in the order of the file.
     *
     * @throws WrongNameException if the scope names what there is not
     * @throws InvalidPipelineException if a flow has tables that cannot be read
     */
    Map<String, List<TableName>> of(BackfillScope scope) throws SQLException {
        SourceCheck check = new SourceCheck(Readers.of(pipeline.source()));
        Map<String, List<TableName>> tables = new LinkedHashMap<>();
        for (FlowSpec flow : flows(scope.flow())) {
            List<TableName> all = check.tables(connection, flow).stream().map(Table::name).toList();
            tables.put(flow.name(), all);
        }
        if (!check.problems().isEmpty()) {
            throw new InvalidPipelineException(check.problems());
        }
        if (scope.table() != null) {
            tables.replaceAll((flow, all) -> List.of(named(scope.table(), flow, all)));
        }
        return tables;
    }

    private List<FlowSpec> flows(@Nullable String name) {
        if (name == null) {
            return pipeline.flows();
        }
        List<FlowSpec> found =
                pipeline.flows().stream().filter(flow -> flow.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw WrongNameException.of(
                    "The pipeline '" + pipeline.name() + "'",
                    "flow",
                    name,
                    pipeline.flows().stream().map(FlowSpec::name).toList());
        }
        return found;
    }

    private static TableName named(String name, String flow, List<TableName> tables) {
        List<TableName> found = tables.stream().filter(table -> isMeant(name, table)).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> known = new ArrayList<>();
        (found.isEmpty() ? tables : found).forEach(table -> known.add(table.toString()));
        throw WrongNameException.of("The flow '" + flow + "'", "table", name, known);
    }

    /** Whether a name, with or without the schema, is that of the table. */
    static boolean isMeant(String name, TableName table) {
        try {
            return TableName.parse(name).equals(table);
        } catch (IllegalArgumentException withoutSchema) {
            return name.equals(table.name()) || TableName.folded(name).equals(table.name());
        }
    }
}
