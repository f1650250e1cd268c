package io.millrace.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML whose keys are the user's own: into texts, numbers, booleans, lists and maps. */
record YamlValues(YamlFile file) {

    /** The entries of a section; empty if it is none, which is then a problem. */
    Map<String, Object> mapping(String title, Node node) {
        if (node instanceof MappingNode mapping) {
            return entries(mapping);
        }
        file.problems()
                .add(
                        file.place(node),
                        "'" + title + "' must have keys",
                        "Write '" + title + "' as keys and values.");
        return Map.of();
    }

    private Map<String, Object> entries(MappingNode mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                values.put(key.getValue(), value(entry.getValueNode()));
            } else {
                file.problems()
                        .add(file.place(entry.getKeyNode()), "a key must be text", "Write text.");
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Nullable
    private Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            return entries(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item)));
            return Collections.unmodifiableList(items);
        }
        return scalar((ScalarNode) node);
    }

    @Nullable
    private Object scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        }
        if (tag.equals(Tag.FLOAT) && Character.isDigit(text.charAt(text.length() - 1))) {
            return new BigDecimal(text);
        }
        return file.variables().replace(text, file.place(node), file.problems()).orElse("");
    }
}
