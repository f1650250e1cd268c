package io.millrace.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a pipeline file that may have certain keys. Whatever is not there, or is not what
 * was asked for, is a problem and then empty.
 */
final class Section {
    private final String title;
    private final Place place;
    private final List<Key> keys;
    private final YamlFile file;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> misspelt = new HashSet<>();

    private Section(String title, Place place, List<Key> keys, YamlFile file) {
        this.title = title;
        this.place = place;
        this.keys = keys;
        this.file = file;
    }

    /**
     * @param title what the section is called in problems
     * @param place where the section begins for its reader, which may be the line of its key
     */
    static Optional<Section> of(
            Node node, String title, Place place, List<Key> keys, YamlFile file) {
        if (node instanceof MappingNode mapping) {
            Section section = new Section(title, place, keys, file);
            mapping.getValue().forEach(section::accept);
            return Optional.of(section);
        }
        file.problems()
                .add(
                        file.place(node),
                        title + " must have keys, but is " + kind(node),
                        "Its keys are " + names(keys) + ".");
        return Optional.empty();
    }

    static String names(List<Key> keys) {
        return keys.stream().map(Key::name).collect(Collectors.joining(", "));
    }

    Place place() {
        return place;
    }

    YamlFile file() {
        return file;
    }

    /** Whether the key stands there, be it misspelt. */
    boolean has(String name) {
        return entries.containsKey(name) || misspelt.contains(name);
    }

    /** Where the key stands; else where the section begins. */
    Place placeOf(String name) {
        return entries.containsKey(name) ? file.place(entries.get(name).getKeyNode()) : place;
    }

    Optional<Text> text(String name) {
        return value(name).flatMap(node -> text(key(name), node));
    }

    Text text(String name, String fallback) {
        return entries.containsKey(name)
                ? text(name).orElse(new Text(fallback, place))
                : new Text(fallback, place);
    }

    /** The texts of a list that must have at least one. */
    List<Text> texts(String name) {
        return items(name).stream().flatMap(node -> text(key(name), node).stream()).toList();
    }

    /** What stands behind the key; empty if it is left out or misspelt. */
    Optional<Node> node(String name) {
        return Optional.ofNullable(entries.get(name)).map(NodeTuple::getValueNode);
    }

    /** One text, or those of a list that must have at least one. */
    List<Text> textOrTexts(String name) {
        return node(name).filter(SequenceNode.class::isInstance).isPresent()
                ? texts(name)
                : text(name).map(List::of).orElse(List.of());
    }

    Optional<Section> section(String name, List<Key> itsKeys) {
        return value(name)
                .flatMap(node -> of(node, "'" + name + "'", placeOf(name), itsKeys, file));
    }

    /** The sections of a list that must have at least one. */
    List<Section> sections(String name, String itsTitle, List<Key> itsKeys) {
        return items(name).stream()
                .flatMap(node -> of(node, itsTitle, file.place(node), itsKeys, file).stream())
                .toList();
    }

    private void accept(NodeTuple tuple) {
        Node node = tuple.getKeyNode();
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : kind(node);
        List<String> known = keys.stream().map(Key::name).toList();
        if (!known.contains(name)) {
            Optional<String> nearest = NearestName.of(name, known);
            nearest.ifPresent(misspelt::add);
            file.problems()
                    .add(
                            file.place(node),
                            "unknown key '" + name + "' in " + title,
                            nearest.map(near -> "Did you mean '" + near + "'?")
                                    .orElse("Its keys are " + names(keys) + "."));
        } else if (entries.containsKey(name)) {
            file.problems()
                    .add(
                            file.place(node),
                            "'" + name + "' stands twice in " + title,
                            "Keep one; the first is on line "
                                    + file.place(entries.get(name).getKeyNode()).line()
                                    + ".");
        } else {
            entries.put(name, tuple);
        }
    }

    private Optional<Node> value(String name) {
        if (!has(name)) {
            file.problems().add(place, "'" + name + "' is missing in " + title, key(name).remedy());
        }
        return Optional.ofNullable(entries.get(name)).map(NodeTuple::getValueNode);
    }

    private List<Node> items(String name) {
        List<Node> items = new ArrayList<>();
        value(name)
                .ifPresent(
                        node -> {
                            if (!(node instanceof SequenceNode sequence)) {
                                file.problems()
                                        .add(
                                                file.place(node),
                                                "'"
                                                        + name
                                                        + "' must be a list, but is "
                                                        + kind(node),
                                                key(name).remedy());
                            } else if (sequence.getValue().isEmpty()) {
                                file.problems()
                                        .add(
                                                file.place(node),
                                                "'" + name + "' is an empty list",
                                                key(name).remedy());
                            } else {
                                items.addAll(sequence.getValue());
                            }
                        });
        return items;
    }

    private Optional<Text> text(Key key, Node node) {
        Place itsPlace = file.place(node);
        if (!(node instanceof ScalarNode scalar)) {
            file.problems()
                    .add(
                            itsPlace,
                            "'" + key.name() + "' must be text, but is " + kind(node),
                            key.remedy());
            return Optional.empty();
        }
        Optional<String> value =
                file.variables().replace(written(scalar), itsPlace, file.problems());
        if (value.isPresent() && value.get().isBlank()) {
            file.problems().add(itsPlace, "'" + key.name() + "' is empty", key.remedy());
            return Optional.empty();
        }
        return value.map(text -> new Text(text, firstLine(scalar)));
    }

    /** A block begins below its {@code |}. */
    private Place firstLine(ScalarNode scalar) {
        Place start = file.place(scalar);
        boolean block =
                scalar.getScalarStyle() == ScalarStyle.LITERAL
                        || scalar.getScalarStyle() == ScalarStyle.FOLDED;
        return block ? new Place(start.file(), start.line() + 1) : start;
    }

    private Key key(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
    }

    private static String written(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
    }

    private static String kind(Node node) {
        if (node instanceof ScalarNode scalar) {
            return written(scalar).isBlank() ? "empty" : "text";
        }
        return node instanceof SequenceNode ? "a list" : "a section";
    }
}
