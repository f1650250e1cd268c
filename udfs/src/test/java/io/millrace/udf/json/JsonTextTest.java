package io.millrace.udf.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\":9.90,\"weight\":0.00001230}",
                "[12345678901234567890123456789012345678901234567890,0.0,null,true]",
                "\"Käse 🧀\"",
            })
    void givesBackWhatItRead(String text) {
        assertThat(JsonText.text(JsonText.parse(text))).isEqualTo(text);
        assertThat(JsonText.utf8(JsonText.parse(text.getBytes(StandardCharsets.UTF_8))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void keepsTheLongestNumbersOfPostgres() {
        String number = "9".repeat(131_072) + "." + "1".repeat(16_383);

        assertThat(JsonText.text(JsonText.parse(number))).isEqualTo(number);
    }

    @Test
    void keepsSmallNumbersThoughItWritesThemWithAnExponent() {
        assertThat(JsonText.text(JsonText.parse("0.000000000000000001230"))).isEqualTo("1.230E-18");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''     | Not JSON: the text is empty",
                "{} {}  | in: {} {}",
                "{\"a\" | Unexpected end-of-input",
                "NaN    | Non-standard token 'NaN'",
            })
    void refusesWhatIsNotOneJsonValue(String text, String message) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not JSON: ")
                .hasMessageContaining(message);
        assertThatThrownBy(() -> JsonText.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void showsTheBeginningOfALongTextOnly() {
        assertThatThrownBy(() -> JsonText.parse("x" + "🧀".repeat(1_000)))
                .message()
                .endsWith(", in: x" + "🧀".repeat(99) + "…");
    }

    @Test
    void refusesObjectsOfJava() {
        assertThatThrownBy(
                        () ->
                                JsonText.text(
                                        JsonNodeFactory.instance
                                                .objectNode()
                                                .putPOJO("a", new Locale.Builder())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Not JSON: No serializer found for class");
    }
}
