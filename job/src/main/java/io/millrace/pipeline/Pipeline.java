package io.millrace.pipeline;

import io.millrace.backfill.BackfillSource;
import io.millrace.backfill.BackfillTable;
import io.millrace.backfill.InitialConditions;
import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import io.millrace.config.InitialBackfill;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import io.millrace.config.Problem;
import io.millrace.deadletter.DeadLetterSink;
import io.millrace.deadletter.DeadLetterTable;
import io.millrace.flow.FlowPlanner;
import io.millrace.postgres.Database;
import io.millrace.postgres.Table;
import io.millrace.postgres.TablesRead;
import io.millrace.row.DatabaseRows;
import io.millrace.row.KeptImages;
import io.millrace.row.LatestRow;
import io.millrace.row.LogProgress;
import io.millrace.source.ChangeReader;
import io.millrace.source.ServerProblem;
import io.millrace.source.SlotLifecycle;
import io.millrace.source.SlotSpec;
import io.millrace.source.SlotStart;
import io.millrace.source.SourceCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** Takes a pipeline from its specification to Flink's graph. */
public final class Pipeline {
    private final PipelineSpec spec;
    private final ChangeReader reader;
    private final List<Problem> problems = new ArrayList<>();

    public Pipeline(PipelineSpec spec, ChangeReader reader) {
        this.spec = spec;
        this.reader = reader;
    }

    /**
     * Checks everything, then makes the slot ready, and adds the pipeline to the environment.
     *
     * @throws InvalidPipelineException with everything that keeps it from starting; nothing was
     *     changed in the source then, unless the slot itself was refused
     */
    public void addTo(StreamExecutionEnvironment environment, SlotStart start) {
        environment.configure(JobDefaults.missingFrom(environment.getConfiguration()));
        UserJars jars = UserJars.of(spec);
        jars.addTo(environment);
        ClassLoader classes =
                jars.classLoader(
                        Thread.currentThread().getContextClassLoader(),
                        Configuration.fromMap(environment.getConfiguration().toMap()));
        try (TemporaryClassLoaderContext ignored = TemporaryClassLoaderContext.of(classes)) {
            plan(environment, start);
        }
    }

    private void plan(StreamExecutionEnvironment environment, SlotStart start) {
        StreamTableEnvironment tableEnvironment = StreamTableEnvironment.create(environment);
        Definitions definitions = new Definitions(tableEnvironment);
        definitions.define(spec.definitions());
        try (Connection connection = Database.connect(spec.source())) {
            SourceCheck source = new SourceCheck(reader);
            source.server(connection, spec.source());
            PlannedFlows planned =
                    new PlannedFlows(definitions, new FlowPlanner(tableEnvironment), source);
            settings(environment.getConfiguration());
            check(planned, connection);
            List<Table> read = planned.tables();
            SlotSpec slot = SlotSpec.of(spec.name(), spec.source(), read);
            long startLsn = new SlotLifecycle(connection, slot, reader).prepare(start);
            new DeadLetterTable(connection).create();
            new BackfillTable(connection).create();
            List<Flow> flows = planned.flows();
            Topology.build(
                    environment,
                    new Topology.Stages(
                            reader.source(slot, startLsn),
                            new BackfillSource(
                                    Backfills.of(spec, reader, flows, read),
                                    Boundedness.CONTINUOUS_UNBOUNDED),
                            latestRow(read, TablesRead.find(connection, slot.publication())),
                            progress(),
                            new DeadLetterSink(spec.name(), spec.source())),
                    flows);
        } catch (SQLException e) {
            List<Problem> found = new ArrayList<>(definitions.problems());
            found.add(ServerProblem.of(e, spec.source()));
            throw new InvalidPipelineException(found);
        }
    }

    private LatestRow latestRow(List<Table> read, Map<TableName, Long> since) {
        return new LatestRow(
                LatestRow.TOMBSTONE_RETENTION,
                progress(),
                KeptImages.of(spec.rowImages(), read, since),
                new DatabaseRows(spec.source(), read));
    }

    private LogProgress progress() {
        return reader.emitsWatermarks() ? LogProgress.WATERMARKS : LogProgress.UNKNOWN;
    }

    private void groups(FlowSpec flow) {
        if (!flow.fragments().groupBy().isEmpty() && !reader.emitsWatermarks()) {
            problems.add(
                    new Problem(
                            flow.fragments().groupBy().get(0).place(),
                            "The flow '"
                                    + flow.name()
                                    + "' keeps order in groups, which the reader flink-cdc cannot",
                            "Read through source.reader: wal, or leave 'group_by' out."));
        }
    }

    private void settings(ReadableConfig settings) {
        if (settings.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
            problems.add(
                    new Problem(
                            spec.place(),
                            "Unaligned checkpoints are on, which Flink 1.20 may not be able to"
                                    + " restore (FLINK-38483)",
                            "Set " + CheckpointingOptions.ENABLE_UNALIGNED.key() + " to false."));
        }
    }

    private void initial(FlowSpec flow) {
        if (reader.readsExistingRows() && !flow.policies().backfill().equals(InitialBackfill.ALL)) {
            problems.add(
                    new Problem(
                            flow.place(),
                            "The flow '"
                                    + flow.name()
                                    + "' says what to backfill, but the reader flink-cdc reads all"
                                    + " rows at the first start",
                            "Read through source.reader: wal, or leave 'backfill' out."));
        }
    }

    private void check(PlannedFlows planned, Connection connection) throws SQLException {
        for (FlowSpec flow : spec.flows()) {
            groups(flow);
            initial(flow);
            List<Table> read = planned.add(flow, connection);
            problems.addAll(InitialConditions.problems(connection, flow, read));
        }
        problems.addAll(planned.problems());
        new DeadLetterTable(connection).problem(spec.source()).ifPresent(problems::add);
        new BackfillTable(connection).problem(spec.source()).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidPipelineException(problems);
        }
    }
}
