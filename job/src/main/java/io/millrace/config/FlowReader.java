package io.millrace.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a flow of a pipeline file. */
final class FlowReader {
    static final List<Key> KEYS =
            List.of(
                    new Key("name", "the flow's own name, such as products"),
                    new Key(
                            "tables",
                            "the table to read, as schema.table, a list of them, or a pattern"
                                    + " such as public.*"),
                    new Key("actions", "a list of insert, update, delete; all if left out"),
                    new Key("filter", "a condition in Flink SQL, or a class of Java"),
                    new Key("transform", "a select list in Flink SQL, or a class of Java"),
                    new Key(
                            "route",
                            "an expression in Flink SQL that gives the index or collection, or a"
                                    + " class of Java"),
                    new Key(
                            "key",
                            "one or more expressions in Flink SQL that give the document's id"),
                    new Key(
                            "group_by",
                            "one or more expressions in Flink SQL; order is kept among rows that"
                                    + " agree in them"),
                    new Key("mode", "latest or events; latest if left out"),
                    new Key("truncate", "propagate, ignore or fail; propagate if left out"),
                    new Key("on_error", "dead-letter or fail; dead-letter if left out"),
                    new Key(
                            "backfill",
                            "initial, none, or a section with 'where': the rows to read when a"
                                    + " table is new to the flow; initial if left out"),
                    new Key("sink", "the table of the definitions to write to"));

    private final Values values;
    private final Names names;
    private final FragmentReader fragments;
    private final BackfillReader backfills;
    private final FlowCollisions collisions;

    FlowReader(YamlFile file) {
        this.names = new Names(file.problems());
        this.values = new Values(file.problems());
        this.fragments = new FragmentReader(file);
        this.backfills = new BackfillReader(file.problems());
        this.collisions = new FlowCollisions(file.problems());
    }

    Optional<FlowSpec> read(Section flow) {
        Optional<Text> name = flow.text("name").flatMap(names::flow);
        List<TablePattern> tables =
                flow.textOrTexts("tables").stream()
                        .flatMap(text -> names.tables(text).stream())
                        .map(text -> new TablePattern(text.value(), text.place()))
                        .toList();
        Optional<Text> sink = flow.text("sink");
        Fragments itsFragments = fragments.read(flow);
        FlowPolicies policies = policies(flow);
        name.ifPresent(collisions::name);
        if (name.isEmpty() || tables.isEmpty() || sink.isEmpty()) {
            return Optional.empty();
        }
        FlowSpec spec =
                new FlowSpec(
                        name.get().value(),
                        tables,
                        itsFragments,
                        policies,
                        sink.get().value(),
                        flow.place(),
                        sink.get().place());
        collisions.ids(spec);
        return Optional.of(spec);
    }

    private FlowPolicies policies(Section flow) {
        FlowPolicies defaults = FlowPolicies.DEFAULT;
        return new FlowPolicies(
                word(flow, "mode", FlowMode.values(), "a mode").orElse(defaults.mode()),
                actions(flow),
                word(flow, "truncate", TruncatePolicy.values(), "known for truncate")
                        .orElse(defaults.truncate()),
                word(flow, "on_error", ErrorPolicy.values(), "known for on_error")
                        .orElse(defaults.onError()),
                backfills.ofFlow(flow));
    }

    private <T> Optional<T> word(Section flow, String name, T[] choices, String kind) {
        return flow.has(name)
                ? flow.text(name).flatMap(text -> values.oneOf(choices, text, kind))
                : Optional.empty();
    }

    private Set<FlowAction> actions(Section flow) {
        if (!flow.has("actions")) {
            return FlowPolicies.DEFAULT.actions();
        }
        Set<FlowAction> actions = EnumSet.noneOf(FlowAction.class);
        for (Text text : flow.textOrTexts("actions")) {
            values.oneOf(FlowAction.values(), text, "an action").ifPresent(actions::add);
        }
        return actions;
    }
}
