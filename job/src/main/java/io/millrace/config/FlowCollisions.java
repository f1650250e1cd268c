package io.millrace.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sees that flows do not take each other's names, nor overwrite each other's documents. */
final class FlowCollisions {
    private static final String REMEDY =
            "Give it a key of its own, such as \"_table || ':' || _key\", or a route.";

    private final Problems problems;
    private final Map<String, Place> names = new HashMap<>();
    private final Map<String, List<FlowSpec>> sinks = new HashMap<>();

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
        List<FlowSpec> others = sinks.computeIfAbsent(flow.sink(), sink -> new ArrayList<>());
        others.stream()
                .filter(other -> !(tellsRowsApart(other) && tellsRowsApart(flow)))
                .filter(other -> !nameSameRows(other, flow))
                .findFirst()
                .ifPresent(other -> reportShared(flow, other));
        others.add(flow);
    }

    private void reportShared(FlowSpec flow, FlowSpec other) {
        problems.add(
                flow.sinkPlace(),
                "the sink '"
                        + flow.sink()
                        + "' is written by the flow on line "
                        + other.place().line()
                        + " too, whose rows may share an id with those of this one",
                "Give each of the flows a key of its own, such as \"_table || ':' || _key\","
                        + " or a route.");
    }

    /** Whether an id means the same row to both, so that the flows can share its document. */
    private static boolean nameSameRows(FlowSpec one, FlowSpec other) {
        return namesRowsOfOneTable(one)
                && namesRowsOfOneTable(other)
                && one.tables().get(0).text().equals(other.tables().get(0).text());
    }

    private static boolean namesRowsOfOneTable(FlowSpec flow) {
        return flow.policies().mode() == FlowMode.LATEST
                && flow.fragments().key().isEmpty()
                && !readsSeveralTables(flow);
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
