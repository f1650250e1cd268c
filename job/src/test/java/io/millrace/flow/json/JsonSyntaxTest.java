package io.millrace.flow.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                " false ",
                "0",
                "-0.5e+10",
                "1E-7",
                "\"\"",
                "\"ключ \\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00E9\"",
                "[]",
                "[ 1 , [ ] , {} ]",
                "{\"a\": {\"b\": [1, \"}\"]}, \"\": null}"
            })
    void jsonIsAppendedAsItIs(String json) {
        assertThat(append(json)).isEqualTo(json);
    }

    @Test
    void lineBreaksBetweenValuesBecomeSpaces() {
        assertThat(append("{\r\n\"a\":\n[1,\n2]}\n")).isEqualTo("{  \"a\": [1, 2]} ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | 0",
                "nul | 3",
                "{ | 1",
                "{\"a\"} | 4",
                "{\"a\":1,} | 7",
                "{a:1} | 1",
                "[1,] | 3",
                "[1 2] | 3",
                "1 2 | 2",
                "01 | 1",
                "1. | 2",
                ".5 | 0",
                "+1 | 0",
                "1e | 2",
                "NaN | 0",
                "'a' | 0",
                "\"a | 2",
                "\"\\x\" | 2",
                "\"\\u12g4\" | 5",
                "{}} | 2",
                "[}  | 1",
                "[1} | 2",
                "{\"a\":1] | 6",
                "[{\"a\":[1,{}]} | 13"
            })
    void whatIsNoJsonIsRefusedWithItsPlace(String text, int place) {
        assertThatThrownBy(() -> append(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it is no JSON, at byte " + place);
    }

    @Test
    void aLineBreakWithinAStringIsNoJson() {
        assertThatThrownBy(() -> append("\"a\nb\"")).hasMessage("it is no JSON, at byte 2");
    }

    @Test
    void whatIsTooDeepIsRefusedBeforeTheStackEnds() {
        assertThat(append("[".repeat(1000) + "]".repeat(1000))).hasSize(2000);
        assertThatThrownBy(() -> append("[".repeat(100_000)))
                .hasMessage("its JSON is nested more than 1000 deep");
    }

    private static String append(String text) {
        JsonBuffer json = new JsonBuffer();
        JsonSyntax.append(text.getBytes(StandardCharsets.UTF_8), json);
        return json.toString();
    }
}
