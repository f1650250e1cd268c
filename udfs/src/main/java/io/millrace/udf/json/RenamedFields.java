package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An object whose fields have other names, in their old places. Where a new name is another field's
 * already, the renamed field wins. Names of no field are passed over.
 *
 * @param names the new names by the old ones
 */
public record RenamedFields(Map<String, String> names) implements UnaryOperator<ObjectNode> {
    /** Leaves the given object as it is. */
    @Override
    public ObjectNode apply(ObjectNode object) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = names.get(field.getKey());
            if (name != null) {
                renamed.set(name, field.getValue());
            } else if (!isTaken(field.getKey(), object)) {
                renamed.set(field.getKey(), field.getValue());
            }
        }
        return renamed;
    }

    private boolean isTaken(String name, ObjectNode object) {
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (entry.getValue().equals(name) && object.has(entry.getKey())) {
                return true;
            }
        }
        return false;
    }
}
