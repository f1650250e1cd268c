package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    private final JsonWriter writer = new JsonWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1e400",
                "\"\\u0000 \\ud800\"",
                "{\"a\": 1, \"b\": {\"a\": 2}, \"c\": [{\"a\": 3}, {\"a\": 4}]}"
            })
    void whatHasEachKeyOnceStaysAsItIs(String text) throws Exception {
        assertThat(Written.by(writer, text)).isEqualTo(text);
    }

    @Test
    void itTakesOneLine() throws Exception {
        assertThat(Written.by(writer, "{\n\t\"a\\n\" :\r\n[1,\n2] }"))
                .isEqualTo("{ \t\"a\\n\" :  [1, 2] }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1, \"a\": 2}; {\"a\":2}",
                "[{\"a\": {\"x\": 1}, \"b\": 1.00, \"a\": []}]; [{\"a\":[],\"b\":1.00}]",
                "{\"x\": {\"\\u0061\": 1, \"a\": 12345678901234567890.10}};"
                        + " {\"x\":{\"a\":12345678901234567890.10}}",
            })
    void ofOneKeyTheLastValueStays(String text, String json) throws Exception {
        assertThat(Written.by(writer, text)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\": 1, \"a\"}", "nul"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Written.by(writer, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not JSON");
    }
}
