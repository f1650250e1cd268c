package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Origin;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.config.FlowAction;
import io.millrace.config.FlowMode;
import io.millrace.config.FlowPolicies;
import io.millrace.config.TruncatePolicy;
import io.millrace.flow.sql.OperatorContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.IOUtils;

/** A flow at work: its steps on the changes of its tables, by the rules of its mode. */
final class RunningFlow implements AutoCloseable {
    private final FlowPlan plan;
    private final ModeRules rules;
    private final Map<TableName, RunningTable> tables = new HashMap<>();

    private RunningFlow(FlowPlan plan, ModeRules rules) {
        this.plan = plan;
        this.rules = rules;
    }

    /**
     * @param filtered counts the changes that the filter keeps out
     */
    static RunningFlow open(FlowPlan plan, OperatorContext context, Counter filtered)
            throws Exception {
        RunningFlow flow = new RunningFlow(plan, rules(plan.policies(), filtered));
        try {
            for (Map.Entry<TableName, TablePlan> table : plan.tables().entrySet()) {
                flow.tables.put(table.getKey(), RunningTable.open(table.getValue(), context));
            }
            return flow;
        } catch (Exception e) {
            flow.close();
            throw e;
        }
    }

    private static ModeRules rules(FlowPolicies policies, Counter filtered) {
        return policies.mode() == FlowMode.LATEST
                ? new LatestRules(policies.truncate(), filtered)
                : new EventRules(policies.truncate(), filtered);
    }

    /**
     * The change's table, if the flow takes the change; else null.
     *
     * @throws TruncatedTableException if the flow is to stop then
     */
    @Nullable
    RunningTable taking(RowChange change) {
        RunningTable table = tables.get(change.key().table());
        return table != null && isForUs(change.origin()) && takes(change) ? table : null;
    }

    /** A row that a backfill has read is for one flow. */
    private boolean isForUs(Origin origin) {
        return origin.reading() == null || origin.reading().flow().equals(plan.flow());
    }

    private boolean takes(RowChange change) {
        return switch (change.action()) {
            case INSERT -> plan.policies().actions().contains(FlowAction.INSERT);
            case UPDATE -> plan.policies().actions().contains(FlowAction.UPDATE);
            case DELETE -> plan.policies().actions().contains(FlowAction.DELETE);
            case READ -> true;
            case TRUNCATE -> {
                if (plan.policies().truncate() == TruncatePolicy.FAIL) {
                    throw new TruncatedTableException(plan.flow(), change.key().table());
                }
                yield plan.policies().truncate() == TruncatePolicy.PROPAGATE;
            }
        };
    }

    /**
     * What the flow makes of a change; empty if the change is nothing to it.
     *
     * @param table that {@link #taking} has given for it
     */
    Optional<Evaluation> evaluate(VersionedChange versioned, RunningTable table)
            throws StepFailedException, InterruptedException {
        table.turnTo(versioned);
        Optional<List<Document>> documents = rules.documents(versioned, table);
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        RowChange change = versioned.change();
        return Optional.of(
                new Evaluation(
                        change.action(),
                        change.key(),
                        versioned.version(),
                        change.origin(),
                        documents.get(),
                        table.group(change.action())));
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(tables.values());
    }
}
