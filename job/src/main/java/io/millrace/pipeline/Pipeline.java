package io.millrace.pipeline;

import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import io.millrace.config.Problem;
import io.millrace.postgres.Database;
import io.millrace.postgres.Table;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Takes a pipeline from its specification to Flink's graph. */
public final class Pipeline {
    private final PipelineSpec spec;
    private final ChangeReader reader;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<TableName, Table> tables = new TreeMap<>();
    private final List<Flow> flows = new ArrayList<>();

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
        Definitions definitions = new Definitions(StreamTableEnvironment.create(environment));
        definitions.define(spec.definitions());
        try (Connection connection = Database.connect(spec.source())) {
            check(definitions, connection);
            SlotSpec slot = SlotSpec.of(spec.name(), spec.source(), List.copyOf(tables.values()));
            long startLsn = new SlotLifecycle(connection, slot, reader).prepare(start);
            Topology.build(environment, reader.source(slot, startLsn), flows);
        } catch (SQLException e) {
            List<Problem> found = new ArrayList<>(definitions.problems());
            found.add(ServerProblem.of(e, spec.source()));
            throw new InvalidPipelineException(found);
        }
    }

    private static Set<TableName> names(List<Table> tables) {
        return tables.stream().map(Table::name).collect(Collectors.toUnmodifiableSet());
    }

    private void check(Definitions definitions, Connection connection) throws SQLException {
        SourceCheck source = new SourceCheck(reader);
        source.server(connection, spec.source());
        for (FlowSpec flow : spec.flows()) {
            List<Table> read = source.tables(connection, flow);
            read.forEach(table -> tables.put(table.name(), table));
            definitions
                    .sink(flow, read)
                    .ifPresent(sink -> flows.add(new Flow(flow, names(read), sink)));
        }
        problems.addAll(definitions.problems());
        problems.addAll(source.problems());
        if (!problems.isEmpty()) {
            throw new InvalidPipelineException(problems);
        }
    }
}
