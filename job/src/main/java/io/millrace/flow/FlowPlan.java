package io.millrace.flow;

import io.millrace.change.TableName;
import io.millrace.config.FlowPolicies;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A flow ready to run: what {@link FlowPlanner} makes and {@link Evaluate} takes. */
public final class FlowPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String flow;
    private final FlowPolicies policies;
    private final Map<TableName, TablePlan> tables;

    FlowPlan(String flow, FlowPolicies policies, Map<TableName, TablePlan> tables) {
        this.flow = flow;
        this.policies = policies;
        this.tables = Map.copyOf(tables);
    }

    /** Those that the flow reads. */
    public Set<TableName> tableNames() {
        return tables.keySet();
    }

    /** The fields of its documents, for each of its tables of which they are known. */
    public List<DocumentFields> documentFields() {
        return tables.values().stream()
                .map(table -> table.documents().fields())
                .filter(Objects::nonNull)
                .toList();
    }

    String flow() {
        return flow;
    }

    FlowPolicies policies() {
        return policies;
    }

    Map<TableName, TablePlan> tables() {
        return tables;
    }
}
