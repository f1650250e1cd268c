package io.millrace.flow;

import io.millrace.change.TableName;
import io.millrace.config.FlowSpec;
import io.millrace.config.Problem;
import io.millrace.flow.row.RowSchema;
import io.millrace.flow.sql.FragmentPlanner;
import io.millrace.postgres.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Makes plans of flows, each for the tables it reads, by the functions that an environment knows.
 * What Flink's planner has against a fragment is a problem, told with its place.
 */
public final class FlowPlanner {
    private final StreamTableEnvironment environment;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /**
     * @param environment with the definitions of the pipeline. Nothing is added to its job
     */
    public FlowPlanner(StreamTableEnvironment environment) {
        this.environment = environment;
    }

    /** What is wrong with the flows so far, each thing once. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * The flow's plan, or empty where there is a problem.
     *
     * @param tables all that the flow reads
     */
    public Optional<FlowPlan> plan(FlowSpec flow, List<Table> tables) {
        int before = problems.size();
        Map<TableName, TablePlan> plans = new LinkedHashMap<>();
        for (Table table : tables) {
            RowSchema schema = RowSchema.of(table);
            try (FragmentPlanner fragments =
                    new FragmentPlanner(environment, table.name(), schema)) {
                StepPlanner steps = new StepPlanner(flow, table, fragments, problems);
                plans.put(table.name(), steps.plan(schema));
            }
        }
        return problems.size() == before
                ? Optional.of(new FlowPlan(flow.name(), flow.policies(), plans))
                : Optional.empty();
    }
}
