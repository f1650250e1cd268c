package io.millrace.config;

import java.io.Serializable;
import java.util.Set;

/**
 * How a flow goes about what comes.
 *
 * @param actions those that it takes; reads always pass
 * @param backfill the rows that are read when a table is new to the flow
 */
public record FlowPolicies(
        FlowMode mode,
        Set<FlowAction> actions,
        TruncatePolicy truncate,
        ErrorPolicy onError,
        InitialBackfill backfill)
        implements Serializable {
    public static final FlowPolicies DEFAULT =
            new FlowPolicies(
                    FlowMode.LATEST,
                    Set.of(FlowAction.values()),
                    TruncatePolicy.PROPAGATE,
                    ErrorPolicy.DEAD_LETTER,
                    InitialBackfill.ALL);

    public FlowPolicies {
        actions = Set.copyOf(actions);
    }
}
