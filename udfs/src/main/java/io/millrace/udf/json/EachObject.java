package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Applies a change of objects to an object, or to each one of an array. */
final class EachObject {
    private EachObject() {}

    /** Other values stay as they are. */
    static JsonNode in(JsonNode json, UnaryOperator<ObjectNode> change) {
        if (json instanceof ObjectNode object) {
            return change.apply(object);
        }
        if (json instanceof ArrayNode array) {
            ArrayNode changed = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> changed.add(in(element, change)));
            return changed;
        }
        return json;
    }
}
