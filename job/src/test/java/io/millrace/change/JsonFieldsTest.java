package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonFields fields = new JsonFields();

    @Test
    void valuesAreGivenAsTheyStand() {
        assertThat(fieldsOf("{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":-1.50e3,\"e\":true}"))
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", "\"x\""),
                        Map.entry("c", "null"),
                        Map.entry("d", "-1.50e3"),
                        Map.entry("e", "true"));
    }

    @Test
    void whatIsNestedIsPassedOver() {
        assertThat(
                        fieldsOf(
                                "{\"a\":{\"x\":[1,{\"y\":\"}\"}]},\"b\":[[],[\"]\",\"\\\"]\"]],\"c\":{}}"))
                .containsExactly(
                        Map.entry("a", "{\"x\":[1,{\"y\":\"}\"}]}"),
                        Map.entry("b", "[[],[\"]\",\"\\\"]\"]]"),
                        Map.entry("c", "{}"));
    }

    @Test
    void spaceBetweenTokensDoesNotMatter() {
        assertThat(fieldsOf(" {\n\"a\" :\t1 , \"b\": \" , \" ,\r\n\"c\":[ 1 , 2 ] } "))
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", "\" , \""),
                        Map.entry("c", "[ 1 , 2 ]"));
    }

    @Test
    void escapesDoNotEndAString() {
        assertThat(fieldsOf("{\"a\":\"\\\\\",\"b\":\"\\\",\\\"c\\\":1\",\"d\":2}"))
                .containsExactly(
                        Map.entry("a", "\"\\\\\""),
                        Map.entry("b", "\"\\\",\\\"c\\\":1\""),
                        Map.entry("d", "2"));
    }

    @Test
    void namesAreUnescaped() {
        assertThat(fieldsOf("{\"a\\\"b\\\\\\/\\n\\t\\r\\b\\f\\u0001\\ud83c\\udf75ü\":1}"))
                .containsOnlyKeys("a\"b\\/\n\t\r\b\f\u0001🍵ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " { } "})
    void anEmptyObjectHasNoFields(String object) {
        assertThat(fieldsOf(object)).isEmpty();
    }

    @Test
    void behindTheLastFieldItStays() {
        fields.walk(Json.of("{\"a\":1}"));
        assertThat(fields.next()).isTrue();
        assertThat(fields.next()).isFalse();
        assertThat(fields.next()).isFalse();
    }

    @Test
    void fieldsAreFoundByName() {
        fields.walk(Json.of("{\"a\":1,\"\\\"\":2,\"c\":{\"d\":3}}"));

        assertThat(fields.seek("c")).isTrue();
        assertThat(fields.value()).hasToString("{\"d\":3}");
        assertThat(fields.seek("\"")).isTrue();
        assertThat(fields.value()).hasToString("2");
        assertThat(fields.seek("a")).isTrue();
        assertThat(fields.seek("d")).isFalse();
        assertThat(fields.seek("\\\"")).isFalse();
    }

    @Test
    void fieldsAreFoundByAnothersNameInAnyOrder() {
        JsonFields other = new JsonFields();
        other.walk(Json.of("{\"b\":1,\"c\":2,\"x\":0,\"a\":3,\"\\u0062\":4}"));
        fields.walk(Json.of("{\"a\":3,\"b\":1,\"c\":\"2\"}"));

        other.next();
        assertThat(fields.seekNameOf(other)).isTrue();
        assertThat(fields.name()).isEqualTo("b");
        assertThat(fields.sameValue(other)).isTrue();
        other.next();
        assertThat(fields.seekNameOf(other)).isTrue();
        assertThat(fields.name()).isEqualTo("c");
        assertThat(fields.sameValue(other)).isFalse();
        other.next();
        assertThat(fields.seekNameOf(other)).isFalse();
        other.next();
        assertThat(fields.seekNameOf(other)).isTrue();
        assertThat(fields.name()).isEqualTo("a");
        other.next();
        assertThat(fields.seekNameOf(other)).isTrue();
        assertThat(fields.name()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "null",
                "[1]",
                "\"{}\"",
                "{",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":\"\\"
            })
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> fieldsOf(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not a JSON object, at byte ");
    }

    @Property(tries = 300)
    void itReadsWhatAParserReads(
            @ForAll("objects") Map<String, Object> values, @ForAll boolean spaced)
            throws Exception {
        String text =
                (spaced ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
                        .writeValueAsString(values);
        ObjectNode read = JSON.createObjectNode();
        for (Map.Entry<String, String> field : fieldsOf(text).entrySet()) {
            read.set(field.getKey(), JSON.readTree(field.getValue()));
        }

        JsonNode parsed = JSON.readTree(text);
        assertThat(read).isEqualTo(parsed);
        assertThat(read.fieldNames()).toIterable().containsExactlyElementsOf(parsed::fieldNames);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> texts =
                Arbitraries.strings().withChars("a\"\\{}[],: \né\u0001").ofMaxLength(6);
        Arbitrary<Object> scalars =
                Arbitraries.oneOf(
                        texts.asGeneric(),
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.of(true, false).asGeneric(),
                        Arbitraries.doubles().between(-1, 1).asGeneric());
        Arbitrary<Object> values =
                Arbitraries.oneOf(
                        scalars,
                        scalars.list().ofMaxSize(3).asGeneric(),
                        Arbitraries.maps(texts, scalars.list().ofMaxSize(2))
                                .ofMaxSize(3)
                                .asGeneric());
        return Arbitraries.maps(texts, values).ofMaxSize(6);
    }

    private Map<String, String> fieldsOf(String object) {
        fields.walk(Json.of(object));
        Map<String, String> found = new LinkedHashMap<>();
        while (fields.next()) {
            found.put(fields.name(), fields.value().toString());
        }
        return found;
    }
}
