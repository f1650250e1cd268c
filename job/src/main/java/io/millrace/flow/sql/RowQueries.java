package io.millrace.flow.sql;

import io.millrace.flow.row.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.internal.StreamTableEnvironmentImpl;
import org.apache.flink.table.catalog.ContextResolvedTable;
import org.apache.flink.table.catalog.ExternalCatalogTable;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.operations.ExternalModifyOperation;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.runtime.operators.CodeGenOperatorFactory;
import org.apache.flink.table.runtime.operators.sink.ConstraintEnforcer;
import org.apache.flink.table.runtime.operators.sink.OutputConversionOperator;
import org.apache.flink.table.runtime.operators.source.InputConversionOperator;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Plans queries over the rows of one table, under the name {@link #ROW}, in an environment that has
 * the user's definitions; nothing of it gets into the environment's job.
 */
final class RowQueries implements AutoCloseable {
    /** The rows' name in queries, quoted. */
    static final String ROW = "`$row`";

    private static final String SOURCE = "`$source`";

    private final StreamTableEnvironmentImpl environment;
    private final Transformation<RowData> rows;

    RowQueries(StreamTableEnvironmentImpl environment, RowSchema schema) {
        this.environment = environment;
        RowType type = schema.rowType();
        List<String> aliases = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            aliases.add(column(i));
            names.add(quote(column(i)) + " AS " + quote(type.getFieldNames().get(i)));
        }
        RowType aliased =
                RowType.of(
                        type.getChildren().toArray(LogicalType[]::new),
                        aliases.toArray(String[]::new));
        rows = rows(InternalTypeInfo.of(aliased));
        environment.createTemporaryView(
                SOURCE, environment.fromDataStream(new DataStream<>(environment.execEnv(), rows)));
        environment.createTemporaryView(
                ROW,
                environment.sqlQuery("SELECT " + String.join(", ", names) + " FROM " + SOURCE));
    }

    /** Stands for the rows while queries over them are planned, and never runs. */
    @SuppressWarnings("unchecked")
    private static Transformation<RowData> rows(TypeInformation<RowData> type) {
        Source<RowData, ?, ?> nothing =
                (Source<RowData, ?, ?>) (Source<?, ?, ?>) new NumberSequenceSource(0, 0);
        return new SourceTransformation<>(
                "rows", nothing, WatermarkStrategy.noWatermarks(), type, 1);
    }

    /** A name of the column that no expression is printed as. */
    static String column(int place) {
        return "$" + place;
    }

    static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public void close() {
        environment.dropTemporaryView(ROW);
        environment.dropTemporaryView(SOURCE);
    }

    /**
     * The types and names of what a query gives.
     *
     * @throws org.apache.flink.table.api.ValidationException and others, if it is wrong
     */
    ResolvedSchema schema(String query) {
        return environment.sqlQuery(query).getResolvedSchema();
    }

    /** Flink's plan of a query, for people. */
    String plan(String query) {
        return environment.sqlQuery(query).explain();
    }

    /**
     * The code of a query; empty if it takes more than a look at one row.
     *
     * @throws org.apache.flink.table.api.TableException and others, if the planner has no plan
     */
    Optional<Calc> compile(String query) {
        Table table = environment.sqlQuery(query);
        ResolvedSchema schema = table.getResolvedSchema();
        ExternalModifyOperation modify =
                new ExternalModifyOperation(
                        ContextResolvedTable.anonymous(
                                new ResolvedCatalogTable(
                                        new ExternalCatalogTable(
                                                Schema.newBuilder()
                                                        .fromResolvedSchema(schema)
                                                        .build()),
                                        schema)),
                        table.getQueryOperation(),
                        ChangelogMode.insertOnly(),
                        schema.toPhysicalRowDataType().bridgedTo(RowData.class));
        RowType type = (RowType) schema.toPhysicalRowDataType().getLogicalType();
        return calc(environment.getPlanner().translate(List.of(modify)).get(0), type);
    }

    private Optional<Calc> calc(Transformation<?> sink, RowType type) {
        Transformation<?> last = sink;
        while (runs(last, OutputConversionOperator.class) || runs(last, ConstraintEnforcer.class)) {
            last = last.getInputs().get(0);
        }
        if (!(last instanceof OneInputTransformation<?, ?> calc)
                || !(calc.getOperatorFactory() instanceof CodeGenOperatorFactory<?> factory)) {
            return Optional.empty();
        }
        Transformation<?> first = calc.getInputs().get(0);
        while (runs(first, InputConversionOperator.class)) {
            first = first.getInputs().get(0);
        }
        return first == rows ? Optional.of(calc(factory, type)) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Calc calc(CodeGenOperatorFactory<?> factory, RowType type) {
        return new Calc(
                (GeneratedClass<? extends OneInputStreamOperator<RowData, RowData>>)
                        (Object) factory.getGeneratedClass(),
                type);
    }

    /** Compiles the step's code, if it has some: by the class loader that has users' functions. */
    private static boolean runs(Transformation<?> step, Class<?> operator) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return step instanceof OneInputTransformation<?, ?> one
                && one.getOperatorFactory().getStreamOperatorClass(classes) == operator;
    }
}
