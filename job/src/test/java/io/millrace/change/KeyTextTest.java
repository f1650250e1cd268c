package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "42; 42",
                "true; true",
                "[1,\"a\"]; [1,\"a\"]",
                "\"\"; ``",
                "\"plain, ключ\"; plain, ключ",
                "\"a \\\"b\\\" \\\\ \\u0001\"; `a \"b\" \\ \u0001`",
            })
    void isTheTextOfAStringElseTheJson(String json, String text) {
        assertThat(KeyText.of(json)).isEqualTo(text);
    }
}
