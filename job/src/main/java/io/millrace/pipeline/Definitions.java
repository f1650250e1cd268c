package io.millrace.pipeline;

import io.millrace.change.Delivery;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragment;
import io.millrace.config.NearestName;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.SqlStatement;
import io.millrace.flow.DocumentFields;
import io.millrace.sink.DocumentSinkFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.CatalogManager;
import org.apache.flink.table.catalog.ContextResolvedTable;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.UnresolvedIdentifier;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.operations.CreateTableASOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.ddl.CreateCatalogFunctionOperation;
import org.apache.flink.table.operations.ddl.CreateTempSystemFunctionOperation;

/** The tables and functions that a pipeline's SQL files define, and the sinks made of them. */
final class Definitions {
    /** The parser lists every token that it would have taken. */
    private static final Pattern EXPECTATIONS =
            Pattern.compile("\\s*Was expecting.*", Pattern.DOTALL);

    private final TableEnvironmentInternal environment;
    private final BuiltInFunctions functions;
    private final List<Problem> problems = new ArrayList<>();

    Definitions(TableEnvironment environment) {
        this.environment = (TableEnvironmentInternal) environment;
        this.functions = new BuiltInFunctions(environment);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Executes the statements; those that fail are problems, and the rest are executed still. */
    void define(List<SqlStatement> statements) {
        for (SqlStatement statement : statements) {
            try {
                execute(statement);
            } catch (RuntimeException e) {
                problems.add(SqlProblem.of(reason(e), statement.place()));
            }
        }
    }

    private void execute(SqlStatement statement) {
        List<Problem> unusable = new ArrayList<>();
        for (Operation operation : environment.getParser().parse(statement.text())) {
            if (operation instanceof CreateTableASOperation) {
                throw new ValidationException("CREATE TABLE … AS would start a job of its own");
            }
            if (operation instanceof CreateCatalogFunctionOperation function) {
                functions.giveWayTo(function.getFunctionName());
            }
            created(operation)
                    .flatMap(function -> function.problem(statement.place()))
                    .ifPresent(unusable::add);
        }
        problems.addAll(unusable);
        try {
            environment.executeSql(statement.text());
        } catch (RuntimeException e) {
            // Of a temporary function Flink says the same, in words that help less.
            if (unusable.isEmpty()) {
                throw e;
            }
        }
    }

    private static Optional<CreatedFunction> created(Operation operation) {
        if (operation instanceof CreateCatalogFunctionOperation function) {
            return Optional.of(
                    new CreatedFunction(function.getFunctionName(), function.getCatalogFunction()));
        }
        if (operation instanceof CreateTempSystemFunctionOperation function) {
            return Optional.of(
                    new CreatedFunction(function.getFunctionName(), function.getCatalogFunction()));
        }
        return Optional.empty();
    }

    /**
     * The sink that a flow names, or empty where that is a problem.
     *
     * @param documents what is known of those that the flow makes
     */
    Optional<FlowSink> sink(FlowSpec flow, List<DocumentFields> documents) {
        Optional<ContextResolvedTable> found = find(flow.sink());
        if (found.isEmpty() || !(found.get().getResolvedTable() instanceof ResolvedCatalogTable)) {
            report(
                    flow.sinkPlace(),
                    "The definitions have no table '" + flow.sink() + "'",
                    NearestName.of(flow.sink(), Arrays.asList(environment.listTables()))
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse("Add a CREATE TABLE " + flow.sink() + " to them."));
            return Optional.empty();
        }
        ContextResolvedTable table = found.get();
        documents.stream()
                .flatMap(fields -> SinkColumns.check(flow, table, fields).stream())
                .distinct()
                .forEach(problems::add);
        try {
            return Optional.of(new FlowSink(create(flow, table), parallelism(table)));
        } catch (ValidationException e) {
            report(
                    flow.sinkPlace(),
                    "The sink '" + flow.sink() + "' cannot be used: " + reason(e),
                    "Correct its CREATE TABLE.");
            return Optional.empty();
        }
    }

    private Optional<ContextResolvedTable> find(String name) {
        CatalogManager catalogs = environment.getCatalogManager();
        return catalogs.getTable(catalogs.qualifyIdentifier(UnresolvedIdentifier.of(name)));
    }

    private Sink<Delivery> create(FlowSpec flow, ContextResolvedTable table) {
        ResolvedCatalogTable resolved = (ResolvedCatalogTable) table.getResolvedTable();
        ObjectIdentifier identifier = table.getIdentifier();
        ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
        String connector = resolved.getOptions().get(FactoryUtil.CONNECTOR.key());
        if (connector == null) {
            throw new ValidationException("it has no option 'connector'");
        }
        DynamicTableSinkFactory factory =
                FactoryUtil.discoverFactory(classLoader, DynamicTableSinkFactory.class, connector);
        if (!(factory instanceof DocumentSinkFactory documents)) {
            throw new ValidationException(
                    "a flow cannot write to the connector '" + connector + "' yet");
        }
        Fragment route = flow.fragments().route();
        if (route != null && documents.routing() == DocumentSinkFactory.Routing.NONE) {
            report(
                    route.place(),
                    "The sink '"
                            + flow.sink()
                            + "' takes no routes: the connector '"
                            + connector
                            + "' writes to one place",
                    "Remove 'route', or split the flow by filters into sinks of their own.");
        }
        return documents.createDocumentSink(
                new FactoryUtil.DefaultDynamicTableContext(
                        identifier,
                        resolved,
                        Map.of(),
                        environment.getConfig(),
                        classLoader,
                        table.isTemporary()));
    }

    private static OptionalInt parallelism(ContextResolvedTable table) {
        Integer parallelism =
                Configuration.fromMap(table.getResolvedTable().getOptions())
                        .get(FactoryUtil.SINK_PARALLELISM);
        return parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism);
    }

    private void report(Place place, String message, String remedy) {
        problems.add(new Problem(place, message, remedy));
    }

    /** Flink wraps what a user can use in sentences about its own insides; in one line. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return EXPECTATIONS
                .matcher(message)
                .replaceFirst("")
                .replaceAll("\\s+", " ")
                .replaceFirst("[. ]+$", "");
    }
}
