package io.millrace.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a flow does with a record: SQL as text, a Java function as a section. */
record FragmentReader(YamlFile file) {
    private static final List<Key> FUNCTION_KEYS =
            List.of(
                    new Key("class", "the name of the function's class, such as com.acme.InStock"),
                    new Key("options", "what the function is to know, with any keys"));

    Fragments read(Section flow) {
        return new Fragments(
                step(flow, "filter"),
                step(flow, "transform"),
                step(flow, "route"),
                expressions(flow, "key"),
                expressions(flow, "group_by"));
    }

    @Nullable
    private Fragment step(Section flow, String name) {
        Optional<Node> node = flow.node(name);
        if (node.isEmpty()) {
            return null;
        }
        return node.get() instanceof MappingNode
                ? flow.section(name, FUNCTION_KEYS).flatMap(this::function).orElse(null)
                : flow.text(name).map(FragmentReader::sql).orElse(null);
    }

    private Optional<Fragment> function(Section section) {
        Map<String, Object> options =
                section.node("options")
                        .map(node -> new YamlValues(file).mapping("options", node))
                        .orElse(Map.of());
        return section.text("class")
                .map(name -> new Fragment.Function(name.value(), options, name.place()));
    }

    private static List<Fragment.Sql> expressions(Section flow, String name) {
        return flow.has(name)
                ? flow.textOrTexts(name).stream().map(FragmentReader::sql).toList()
                : List.of();
    }

    private static Fragment.Sql sql(Text text) {
        return new Fragment.Sql(text.value(), text.place());
    }
}
