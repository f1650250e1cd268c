package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An object with some of its fields only, in the order in which they are named. A dot in a name
 * reaches into an object; what is reached keeps its place. Names of no field are passed over.
 */
public record PickedFields(List<FieldPath> paths) implements UnaryOperator<ObjectNode> {
    public static PickedFields of(List<String> names) {
        return new PickedFields(names.stream().map(FieldPath::of).toList());
    }

    /** Leaves the given object as it is. */
    @Override
    public ObjectNode apply(ObjectNode object) {
        ObjectNode picked = JsonNodeFactory.instance.objectNode();
        for (FieldPath path : paths) {
            JsonNode value = path.parent(object).path(path.last());
            if (!value.isMissingNode()) {
                ObjectNode target = picked;
                for (String step : path.parents()) {
                    target =
                            target.get(step) instanceof ObjectNode there
                                    ? there
                                    : target.putObject(step);
                }
                target.set(path.last(), value);
            }
        }
        return picked;
    }
}
