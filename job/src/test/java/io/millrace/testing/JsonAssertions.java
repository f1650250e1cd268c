package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Documents are the same if they are equal as JSON, numbers by their value. */
public final class JsonAssertions {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonAssertions() {}

    public static void assertSameDocuments(
            Map<String, String> actual, Map<String, String> expected) {
        assertThat(parse(actual)).isEqualTo(parse(expected));
    }

    /** Numbers by their value. */
    public static JsonNode json(String text) {
        return parse(text);
    }

    /** What a YAML file has, as JSON, numbers by their value. */
    public static JsonNode jsonOf(Object values) {
        return byValue(JSON.valueToTree(values));
    }

    private static Map<String, JsonNode> parse(Map<String, String> documents) {
        Map<String, JsonNode> parsed = new TreeMap<>();
        documents.forEach((id, text) -> parsed.put(id, parse(text)));
        return parsed;
    }

    private static JsonNode parse(String text) {
        try {
            return byValue(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    private static JsonNode byValue(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return DecimalNode.valueOf(
                    number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(byValue(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, byValue(array.get(i)));
            }
        }
        return node;
    }
}
