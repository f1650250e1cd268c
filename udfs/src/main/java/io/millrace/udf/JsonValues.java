package io.millrace.udf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import javax.annotation.Nullable;

/** Turns the plain values of Java into JSON. */
final class JsonValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private JsonValues() {}

    /**
     * @param path what stands before the fields' names in messages
     */
    static ObjectNode object(String path, Map<?, ?> fields) {
        ObjectNode object = NODES.objectNode();
        fields.forEach(
                (name, value) -> object.set(String.valueOf(name), value(path + name, value)));
        return object;
    }

    private static JsonNode value(String path, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof JsonNode node) {
            return node;
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Number number) {
            return number(path, number);
        } else if (value instanceof Map<?, ?> fields) {
            return object(path + ".", fields);
        } else if (value instanceof Iterable<?> elements) {
            return array(path, elements);
        } else if (value instanceof Object[] elements) {
            return array(path, Arrays.asList(elements));
        } else if (value instanceof CharSequence
                || value instanceof TemporalAccessor
                || value instanceof UUID
                || value instanceof Enum<?>
                || value instanceof Character) {
            return NODES.textNode(value.toString());
        }
        throw new IllegalArgumentException(
                "The field '"
                        + path
                        + "' is a "
                        + value.getClass().getName()
                        + ", which has no form in JSON. Make it a text, a number, a boolean, a map"
                        + " or a list.");
    }

    private static JsonNode number(String path, Number number) {
        if (number instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        } else if (number instanceof BigInteger integer) {
            return NODES.numberNode(integer);
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException(
                        "The field '" + path + "' is " + number + ", which is no number in JSON.");
            }
            return NODES.numberNode(new BigDecimal(number.toString()));
        }
        return NODES.numberNode(number.longValue());
    }

    private static ArrayNode array(String path, Iterable<?> elements) {
        ArrayNode array = NODES.arrayNode();
        for (Object element : elements) {
            array.add(value(path + "[" + array.size() + "]", element));
        }
        return array;
    }
}
