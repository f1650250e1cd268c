package io.millrace.config;

import java.util.HashMap;
import java.util.Map;

/** Sees that flows do not take each other's names, nor overwrite each other's documents. */
final class FlowCollisions {
    private static final String REMEDY =
            "Give it a key of its own, such as \"_table || ':' || _key\", or a route.";

    private final Problems problems;
    private final Map<String, Place> names = new HashMap<>();
    private final Map<String, FlowSpec> sinks = new HashMap<>();

    FlowCollisions(Problems problems) {
        this.problems = problems;
    }

    void name(Text name) {
        Place first = names.putIfAbsent(name.value(), name.place());
        if (first != null) {
            problems.add(
                    name.place(),
                    "the name '"
                            + name.value()
                            + "' is taken by the flow on line "
                            + first.line()
                            + " already",
                    "Give each flow a name of its own.");
        }
    }

    /** Rows of two tables may share an id, unless the flow says otherwise. */
    void ids(FlowSpec flow) {
        if (!tellsRowsApart(flow) && readsSeveralTables(flow)) {
            problems.add(
                    flow.tables().get(0).place(),
                    "the flow '"
                            + flow.name()
                            + "' reads several tables, whose rows may share an id",
                    REMEDY);
        }
        FlowSpec first = sinks.putIfAbsent(flow.sink(), flow);
        if (first != null && !(tellsRowsApart(first) && tellsRowsApart(flow))) {
            problems.add(
                    flow.sinkPlace(),
                    "the sink '"
                            + flow.sink()
                            + "' is written by the flow on line "
                            + first.place().line()
                            + " too, whose rows may share an id with those of this one",
                    "Give each of the flows a key of its own, such as \"_table || ':' || _key\","
                            + " or a route.");
        }
    }

    private static boolean readsSeveralTables(FlowSpec flow) {
        return flow.tables().size() > 1 || flow.tables().get(0).isPattern();
    }

    private static boolean tellsRowsApart(FlowSpec flow) {
        return flow.policies().mode() == FlowMode.EVENTS
                || !flow.fragments().key().isEmpty()
                || flow.fragments().route() != null;
    }
}
