package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Where in an object a field is.
 *
 * @param parents the fields that lead to it, from the outside
 */
public record FieldPath(List<String> parents, String last) {
    public FieldPath {
        parents = List.copyOf(parents);
    }

    /**
     * @param name names joined by dots
     */
    public static FieldPath of(String name) {
        List<String> steps = List.of(name.split("\\.", -1));
        return new FieldPath(steps.subList(0, steps.size() - 1), steps.get(steps.size() - 1));
    }

    /** The object that has the field, or would have it; missing if there is none. */
    public JsonNode parent(ObjectNode object) {
        JsonNode parent = object;
        for (String step : parents) {
            parent = parent.path(step);
        }
        return parent;
    }
}
