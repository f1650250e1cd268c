package io.millrace.udf.module;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CollectionUtil;

/** Expressions as Flink's planner understands them. */
final class FlinkSql {
    private static final DataType JSON =
            DataTypes.ROW(DataTypes.FIELD("$json", DataTypes.STRING()));

    private final TableEnvironment environment =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());

    FlinkSql(MillraceModule module) {
        environment.loadModule(MillraceModule.NAME, module);
    }

    TableEnvironment environment() {
        return environment;
    }

    DataType type(String expression) {
        return environment
                .sqlQuery("SELECT " + expression)
                .getResolvedSchema()
                .getColumnDataTypes()
                .get(0);
    }

    /** The value of each expression as a text; of JSON its JSON; {@code NULL} for null. */
    List<String> evaluate(List<String> expressions) {
        return evaluate(expressions, "(VALUES (0))");
    }

    /**
     * @param table what follows {@code FROM}; a table of one row
     */
    List<String> evaluate(List<String> expressions, String table) {
        String query =
                "SELECT "
                        + expressions.stream()
                                .map(expression -> asText(expression, table))
                                .collect(Collectors.joining(", "))
                        + " FROM "
                        + table;
        Row row = CollectionUtil.iteratorToList(environment.executeSql(query).collect()).get(0);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            values.add(String.valueOf(row.getField(i) == null ? "NULL" : row.getField(i)));
        }
        return values;
    }

    private String asText(String expression, String table) {
        DataType type =
                environment
                        .sqlQuery("SELECT " + expression + " FROM " + table)
                        .getResolvedSchema()
                        .getColumnDataTypes()
                        .get(0);
        return type.getLogicalType().equals(JSON.getLogicalType())
                ? "(" + expression + ").`$json`"
                : "CAST(" + expression + " AS STRING)";
    }
}
