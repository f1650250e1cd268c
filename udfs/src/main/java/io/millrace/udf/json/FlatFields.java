package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An object whose fields are no objects: those of inner objects come with the names that lead to
 * them, joined by a separator. Empty objects and arrays stay. Of fields that come to have the same
 * name the last one stays.
 */
public record FlatFields(String separator) implements UnaryOperator<ObjectNode> {
    /** Leaves the given object as it is. */
    @Override
    public ObjectNode apply(ObjectNode object) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        flatten("", object, flat);
        return flat;
    }

    private void flatten(String prefix, ObjectNode object, ObjectNode flat) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = prefix + field.getKey();
            if (field.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                flatten(name + separator, inner, flat);
            } else {
                flat.set(name, field.getValue());
            }
        }
    }
}
