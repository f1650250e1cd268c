package io.millrace.pipeline;

import io.millrace.config.FlowMode;
import io.millrace.config.FlowSpec;
import io.millrace.flow.FlowPlan;
import io.millrace.postgres.Table;
import java.util.Collections;
import java.util.List;

/**
 * A flow, ready to be wired.
 *
 * @param tables that it reads
 */
public record Flow(FlowSpec spec, List<Table> tables, FlowPlan plan, FlowSink sink) {
    public Flow {
        tables = List.copyOf(tables);
    }

    /** What a flow's documents are named by. */
    enum Addressing {
        /** Each by the one row that it is of. */
        ROWS,
        /** By a key of the flow's own, which rows may have in turn. */
        KEYS,
        /** Each by the change that it tells of. */
        EVENTS
    }

    /** Unique in the pipeline; part of the operators' uids. */
    String name() {
        return spec.name();
    }

    boolean isGrouped() {
        return !spec.fragments().groupBy().isEmpty();
    }

    /**
     * Whether both may make a document of one address, in the sink that they share: of the same
     * row, or by a key, which could be anything.
     */
    boolean mayMeet(Flow other) {
        if (addressing() == Addressing.EVENTS || other.addressing() == Addressing.EVENTS) {
            return false;
        }
        return addressing() == Addressing.KEYS
                || other.addressing() == Addressing.KEYS
                || !Collections.disjoint(plan.tableNames(), other.plan.tableNames());
    }

    Addressing addressing() {
        if (spec.policies().mode() == FlowMode.EVENTS) {
            return Addressing.EVENTS;
        }
        return spec.fragments().key().isEmpty() ? Addressing.ROWS : Addressing.KEYS;
    }
}
