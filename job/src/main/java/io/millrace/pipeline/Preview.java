package io.millrace.pipeline;

import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.FlowSpec;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import io.millrace.config.Problem;
import io.millrace.flow.FlowPlanner;
import io.millrace.flow.Outcome;
import io.millrace.flow.Rehearse;
import io.millrace.postgres.Database;
import io.millrace.postgres.Table;
import io.millrace.row.FirstRows;
import io.millrace.row.RowSelection;
import io.millrace.source.ServerProblem;
import io.millrace.source.SourceCheck;
import io.millrace.source.TableDemands;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.util.TemporaryClassLoaderContext;

/**
 * Shows what the flows of a pipeline make of rows that there are, in a job of Flink's that ends. It
 * writes nothing, and neither the log of the source nor a sink need be ready.
 */
public final class Preview {
    /** Of reading the rows of one table. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    /**
     * What fragments depend on. The others tell how a job runs, and would have this one leave
     * traces, such as checkpoints or an archive.
     */
    private static final List<String> SETTINGS = List.of("table.", "pipeline.", "classloader.");

    private final PipelineSpec spec;
    private final RowSelection selection;

    public Preview(PipelineSpec spec, RowSelection selection) {
        this.spec = spec;
        this.selection = selection;
    }

    /**
     * @param settings Flink's, as a run would have them
     * @return the flows in their order
     * @throws InvalidPipelineException with all that is wrong with definitions, tables and flows
     * @throws UnreadableRowsException if the rows cannot be read
     * @throws JobExecutionException if a function of the user's ends the job
     */
    public List<FlowPreview> show(Configuration settings)
            throws JobExecutionException, InterruptedException {
        UserJars jars = UserJars.of(spec);
        Configuration configuration = configuration(settings);
        try (BriefCluster cluster = BriefCluster.starting()) {
            StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
            environment.setParallelism(1);
            jars.addTo(environment);
            ClassLoader classes =
                    jars.classLoader(Thread.currentThread().getContextClassLoader(), configuration);
            try (TemporaryClassLoaderContext ignored = TemporaryClassLoaderContext.of(classes)) {
                return show(environment, cluster);
            }
        }
    }

    private static Configuration configuration(Configuration given) {
        Configuration configuration = new Configuration();
        given.toMap()
                .forEach(
                        (key, value) -> {
                            if (SETTINGS.stream().anyMatch(key::startsWith)) {
                                configuration.setString(key, value);
                            }
                        });
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        // A chain is named after all of its operators, and Flink warns of long names.
        configuration.set(PipelineOptions.OPERATOR_CHAINING, false);
        return UserJars.sharing(configuration);
    }

    private List<FlowPreview> show(StreamExecutionEnvironment environment, BriefCluster cluster)
            throws JobExecutionException, InterruptedException {
        StreamTableEnvironment tableEnvironment = StreamTableEnvironment.create(environment);
        Definitions definitions = new Definitions(tableEnvironment);
        definitions.define(spec.definitions());
        List<Flow> flows;
        List<VersionedChange> rows;
        try (Connection session = Database.connectReadOnly(spec.source())) {
            PlannedFlows planned =
                    new PlannedFlows(
                            definitions,
                            new FlowPlanner(tableEnvironment),
                            new SourceCheck(TableDemands.NONE));
            for (FlowSpec flow : spec.flows()) {
                planned.add(flow, session);
            }
            if (!planned.problems().isEmpty()) {
                throw new InvalidPipelineException(planned.problems());
            }
            flows = planned.flows();
            rows = rows(planned.tables(), new FirstRows(session, selection, TIMEOUT));
        } catch (SQLException e) {
            List<Problem> problems = new ArrayList<>(definitions.problems());
            problems.add(ServerProblem.of(e, spec.source()));
            throw new InvalidPipelineException(problems);
        }
        if (rows.isEmpty()) {
            return flows.stream().map(flow -> new FlowPreview(flow.spec(), List.of())).toList();
        }
        return rehearse(
                flows, environment.fromData(rows, VersionedTypeInfo.VERSIONED_CHANGE), cluster);
    }

    private List<VersionedChange> rows(List<Table> tables, FirstRows first) {
        List<VersionedChange> rows = new ArrayList<>();
        for (Table table : tables) {
            try {
                for (RowChange read : first.of(table)) {
                    rows.add(new VersionedChange(read, read.position().lsn()));
                }
            } catch (SQLException e) {
                throw UnreadableRowsException.of(e, table, selection, spec.source());
            }
        }
        return rows;
    }

    private static List<FlowPreview> rehearse(
            List<Flow> flows, DataStream<VersionedChange> rows, BriefCluster cluster)
            throws JobExecutionException, InterruptedException {
        for (Flow flow : flows) {
            rows.transform(flow.name(), Types.VOID, new Rehearse(flow.plan()));
        }
        StreamExecutionEnvironment environment = rows.getExecutionEnvironment();
        JobGraph job = environment.getStreamGraph().getJobGraph();
        UserJars.addTo(job, environment);
        JobExecutionResult result = cluster.run(job);
        return flows.stream()
                .map(
                        flow ->
                                new FlowPreview(
                                        flow.spec(),
                                        result.<List<Outcome>>getAccumulatorResult(flow.name())))
                .toList();
    }
}
