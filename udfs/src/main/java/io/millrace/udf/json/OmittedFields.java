package io.millrace.udf.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An object without some of its fields. A dot in a name reaches into an object. Names of no field
 * are passed over.
 */
public record OmittedFields(List<FieldPath> paths) implements UnaryOperator<ObjectNode> {
    public static OmittedFields of(List<String> names) {
        return new OmittedFields(names.stream().map(FieldPath::of).toList());
    }

    /** Changes the given object, and returns it. */
    @Override
    public ObjectNode apply(ObjectNode object) {
        for (FieldPath path : paths) {
            if (path.parent(object) instanceof ObjectNode parent) {
                parent.remove(path.last());
            }
        }
        return object;
    }
}
