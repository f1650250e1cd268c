package io.millrace.config;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML text as nodes that know their lines. */
record YamlFile(String name, Variables variables, Problems problems) {
    private static final String SYNTAX_REMEDY =
            "Correct the YAML there; a value with special characters goes in quotes.";

    /** The file's top section; empty if there is none, which is then a problem. */
    Optional<Section> section(String text, List<Key> keys) {
        Place top = new Place(name, 1);
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
            if (root.isPresent()) {
                return Section.of(root.get(), "the file", top, keys, this);
            }
            problems.add(
                    top,
                    "the file is empty",
                    "Describe a pipeline, with " + Section.names(keys) + ".");
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(this::place).orElse(top);
            problems.add(
                    place, "this is not YAML: " + withoutValues(e.getProblem()), SYNTAX_REMEDY);
        } catch (YamlEngineException e) {
            problems.add(top, "this is not YAML", SYNTAX_REMEDY);
        }
        return Optional.empty();
    }

    Place place(Node node) {
        return place(node.getStartMark().orElseThrow());
    }

    private Place place(Mark mark) {
        return new Place(name, mark.getLine() + 1);
    }

    /**
     * The parser quotes these two from the file, and what looks like an alias may be a password.
     */
    private static String withoutValues(String problem) {
        return problem.replaceFirst("(?s)^(found undefined (?:alias|tag handle)).*", "$1");
    }
}
