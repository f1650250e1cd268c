package io.millrace.config;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                    new Key("sink", "the table of the definitions to write to"));

    private static final Map<String, FlowMode> MODES =
            choices("latest", FlowMode.LATEST, "events", FlowMode.EVENTS);
    private static final Map<String, TruncatePolicy> TRUNCATES = new LinkedHashMap<>();
    private static final Map<String, ErrorPolicy> ERRORS =
            choices("dead-letter", ErrorPolicy.DEAD_LETTER, "fail", ErrorPolicy.FAIL);
    private static final Map<String, FlowAction> ACTIONS = new LinkedHashMap<>();

    static {
        TRUNCATES.put("propagate", TruncatePolicy.PROPAGATE);
        TRUNCATES.put("ignore", TruncatePolicy.IGNORE);
        TRUNCATES.put("fail", TruncatePolicy.FAIL);
        ACTIONS.put("insert", FlowAction.INSERT);
        ACTIONS.put("update", FlowAction.UPDATE);
        ACTIONS.put("delete", FlowAction.DELETE);
    }

    private final Names names;
    private final FragmentReader fragments;
    private final FlowCollisions collisions;

    FlowReader(YamlFile file) {
        this.names = new Names(file.problems());
        this.fragments = new FragmentReader(file);
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

    private static FlowPolicies policies(Section flow) {
        FlowPolicies defaults = FlowPolicies.DEFAULT;
        return new FlowPolicies(
                flow.choice("mode", MODES, defaults.mode()),
                actions(flow),
                flow.choice("truncate", TRUNCATES, defaults.truncate()),
                flow.choice("on_error", ERRORS, defaults.onError()));
    }

    private static Set<FlowAction> actions(Section flow) {
        if (!flow.has("actions")) {
            return FlowPolicies.DEFAULT.actions();
        }
        Set<FlowAction> actions = EnumSet.noneOf(FlowAction.class);
        flow.textOrTexts("actions")
                .forEach(text -> flow.choice(text, ACTIONS).ifPresent(actions::add));
        return actions;
    }

    private static <T> Map<String, T> choices(String oneWord, T one, String otherWord, T other) {
        Map<String, T> choices = new LinkedHashMap<>();
        choices.put(oneWord, one);
        choices.put(otherWord, other);
        return choices;
    }
}
