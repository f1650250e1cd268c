package io.millrace.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code flows} of a pipeline file, and sees that they do not collide. */
final class FlowReader {
    static final List<Key> KEYS =
            List.of(
                    new Key("name", "the flow's own name, such as products"),
                    new Key("tables", "the table to read, as schema.table"),
                    new Key("sink", "the table of the definitions to write to"));

    private final Problems problems;
    private final Names names;
    private final Map<String, Place> knownNames = new HashMap<>();
    private final Map<String, Place> knownSinks = new HashMap<>();

    FlowReader(Problems problems) {
        this.problems = problems;
        this.names = new Names(problems);
    }

    Optional<FlowSpec> read(Section flow) {
        Optional<Text> name = flow.text("name").flatMap(names::flow);
        Optional<Text> tables = flow.text("tables").flatMap(names::table);
        Optional<Text> sink = flow.text("sink");
        name.ifPresent(
                text ->
                        onlyOnce(
                                text,
                                knownNames,
                                "the name '" + text.value() + "' is taken by the flow",
                                "Give each flow a name of its own."));
        sink.ifPresent(
                text ->
                        onlyOnce(
                                text,
                                knownSinks,
                                "the sink '" + text.value() + "' is written by the flow",
                                "Give each flow a sink of its own: rows of two tables may share an id."));
        if (name.isEmpty() || tables.isEmpty() || sink.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new FlowSpec(
                        name.get().value(),
                        List.of(new TablePattern(tables.get().value(), tables.get().place())),
                        Fragments.NONE,
                        FlowPolicies.DEFAULT,
                        sink.get().value(),
                        flow.place(),
                        sink.get().place()));
    }

    private void onlyOnce(Text text, Map<String, Place> known, String message, String remedy) {
        Place first = known.putIfAbsent(text.value(), text.place());
        if (first != null) {
            problems.add(text.place(), message + " on line " + first.line() + " already", remedy);
        }
    }
}
