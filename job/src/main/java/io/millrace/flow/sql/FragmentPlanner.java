package io.millrace.flow.sql;

import io.millrace.change.TableName;
import io.millrace.flow.json.ValueWriters;
import io.millrace.flow.row.RowSchema;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.bridge.java.internal.StreamTableEnvironmentImpl;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * Plans fragments over one table by Flink's planner, in an environment that has the user's
 * definitions. Nothing is added to the environment's job.
 */
public final class FragmentPlanner implements AutoCloseable {
    private final StreamTableEnvironmentImpl environment;
    private final TableName table;
    private final RowSchema schema;
    private final RowQueries queries;

    public FragmentPlanner(StreamTableEnvironment environment, TableName table, RowSchema schema) {
        this.environment = (StreamTableEnvironmentImpl) environment;
        this.table = table;
        this.schema = schema;
        this.queries = new RowQueries(this.environment, schema);
        inUtc(this.environment.getConfig());
    }

    /** What is written without a time zone is in that of the records, unless the user sets one. */
    private static void inUtc(TableConfig config) {
        if (config.getOptional(TableConfigOptions.LOCAL_TIME_ZONE).isEmpty()) {
            config.setLocalTimeZone(ZoneOffset.UTC);
        }
    }

    @Override
    public void close() {
        queries.close();
    }

    /** Plans an expression that is true, false or unknown of a row. */
    public Condition condition(Step step) throws InvalidFragmentException {
        Complaint complaint = complaint(step);
        LogicalType type = expressionType(step, complaint);
        if (!type.is(LogicalTypeRoot.BOOLEAN)) {
            throw complaint.unfit(
                    "is of the type " + type.asSummaryString() + ", not BOOLEAN",
                    "Write a condition, such as price > 0.");
        }
        return new Condition(compile(expression(step), complaint));
    }

    /** Plans expressions that each have a text. */
    public Select texts(List<Step> steps) throws InvalidFragmentException {
        List<String> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Step step : steps) {
            Complaint complaint = complaint(step);
            LogicalType type = expressionType(step, complaint);
            if (!hasText(type)) {
                throw complaint.unfit(
                        "is of the type " + type.asSummaryString() + ", which is no text",
                        "Make one of it, by CAST(… AS STRING) for instance.");
            }
            expressions.add(parenthesized(step));
            names.add(step.name());
        }
        String list = "SELECT " + String.join(", ", expressions) + " FROM " + RowQueries.ROW;
        return new SelectPlanner(queries, list).plan(names, complaint(steps.get(0)));
    }

    /** Plans a select list. A {@code *} in it stands for the table's columns. */
    public Select selectList(Step step) throws InvalidFragmentException {
        FragmentScan.check(step);
        Complaint complaint = complaint(step);
        String query = "SELECT\n" + step.fragment().text() + "\nFROM " + RowQueries.ROW;
        ResolvedSchema result = resolve(query, complaint);
        return new SelectPlanner(queries, query).plan(result, complaint);
    }

    private LogicalType expressionType(Step step, Complaint complaint)
            throws InvalidFragmentException {
        FragmentScan.check(step);
        List<LogicalType> types =
                resolve(expression(step), complaint).getColumnDataTypes().stream()
                        .map(type -> type.getLogicalType())
                        .toList();
        if (types.size() != 1) {
            throw complaint.unfit("is more than one expression", "Write a single one.");
        }
        return types.get(0);
    }

    private static String expression(Step step) {
        return "SELECT " + parenthesized(step) + " FROM " + RowQueries.ROW;
    }

    /** On lines of its own, so that neither a comment nor a column number is changed. */
    private static String parenthesized(Step step) {
        return "(\n" + step.fragment().text() + "\n)";
    }

    private static boolean hasText(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case ARRAY, MAP, MULTISET, ROW, STRUCTURED_TYPE, BINARY, VARBINARY, NULL -> false;
            default -> isWritable(type);
        };
    }

    private static boolean isWritable(LogicalType type) {
        try {
            ValueWriters.of(type);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ResolvedSchema resolve(String query, Complaint complaint)
            throws InvalidFragmentException {
        try {
            return queries.schema(query);
        } catch (RuntimeException e) {
            throw complaint.of(e, 2);
        }
    }

    private Calc compile(String query, Complaint complaint) throws InvalidFragmentException {
        Optional<Calc> calc;
        try {
            calc = queries.compile(query);
        } catch (RuntimeException e) {
            throw complaint.of(e, 2);
        }
        return calc.orElseThrow(complaint::moreThanARow);
    }

    private Complaint complaint(Step step) {
        return new Complaint(step, table.toString(), schema.usableNames(), environment);
    }
}
