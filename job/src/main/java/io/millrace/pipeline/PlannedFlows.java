package io.millrace.pipeline;

import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import io.millrace.config.Problem;
import io.millrace.flow.FlowPlan;
import io.millrace.flow.FlowPlanner;
import io.millrace.postgres.Table;
import io.millrace.source.SourceCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The flows of a pipeline, planned one after another, and what is wrong with them. */
final class PlannedFlows {
    private final Definitions definitions;
    private final FlowPlanner planner;
    private final SourceCheck source;
    private final Map<TableName, Table> tables = new TreeMap<>();
    private final List<Flow> flows = new ArrayList<>();

    PlannedFlows(Definitions definitions, FlowPlanner planner, SourceCheck source) {
        this.definitions = definitions;
        this.planner = planner;
        this.source = source;
    }

    /**
     * Plans a flow for its tables as they are now; if that fails, there are problems.
     *
     * @return the tables
     */
    List<Table> add(FlowSpec flow, Connection connection) throws SQLException {
        List<Table> read = source.tables(connection, flow);
        read.forEach(table -> tables.put(table.name(), table));
        Optional<FlowPlan> plan = planner.plan(flow, read);
        Optional<FlowSink> sink =
                definitions.sink(flow, plan.map(FlowPlan::documentFields).orElse(List.of()));
        if (plan.isPresent() && sink.isPresent()) {
            flows.add(new Flow(flow, read, plan.get(), sink.get()));
        }
        return read;
    }

    /** All problems of the definitions, the source and the flows so far. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(definitions.problems());
        problems.addAll(source.problems());
        problems.addAll(planner.problems());
        return problems;
    }

    /** The tables that the flows read, by name, each once. */
    List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** Those that have no problem. */
    List<Flow> flows() {
        return List.copyOf(flows);
    }
}
