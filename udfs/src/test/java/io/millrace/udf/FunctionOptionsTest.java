package io.millrace.udf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionOptionsTest {
    @Test
    void givesValuesByTheirTypes() {
        FunctionOptions options =
                FunctionOptions.of(
                        Map.of(
                                "text",
                                "a",
                                "integer",
                                7,
                                "number",
                                new BigDecimal("9.90"),
                                "flag",
                                true,
                                "texts",
                                List.of("a", "b"),
                                "mapping",
                                Map.of("a", "b")));

        assertThat(options.text("text")).isEqualTo("a");
        assertThat(options.integer("integer")).isEqualTo(7);
        assertThat(options.number("number")).isEqualTo("9.90");
        assertThat(options.flag("flag")).isTrue();
        assertThat(options.texts("texts")).containsExactly("a", "b");
        assertThat(options.mapping("mapping")).containsExactly(entry("a", "b"));
    }

    @Test
    void givesTheFallbackForWhatIsLeftOutOrNull() {
        Map<String, Object> values = new HashMap<>();
        values.put("empty", null);
        FunctionOptions options = FunctionOptions.of(values);

        assertThat(options.text("text", "a")).isEqualTo("a");
        assertThat(options.text("empty", "a")).isEqualTo("a");
        assertThat(options.integer("integer", 7)).isEqualTo(7);
        assertThat(options.number("number", BigDecimal.TEN)).isEqualTo(BigDecimal.TEN);
        assertThat(options.flag("flag")).isFalse();
        assertThat(options.has("empty")).isFalse();
    }

    @Test
    void takesTextsThatReadAsNumbersOrBooleansSinceVariablesAreTexts() {
        FunctionOptions options =
                FunctionOptions.of(Map.of("n", "12", "x", "1.50", "yes", "true", "no", "false"));

        assertThat(options.integer("n")).isEqualTo(12);
        assertThat(options.number("x")).isEqualTo("1.50");
        assertThat(options.flag("yes")).isTrue();
        assertThat(options.flag("no")).isFalse();
    }

    @Test
    void takesASingleTextAsAListOfIt() {
        assertThat(FunctionOptions.of(Map.of("texts", "a")).texts("texts")).containsExactly("a");
    }

    @Test
    void knowsWhatNobodyAskedFor() {
        FunctionOptions options = FunctionOptions.of(Map.of("first", 1, "frist", 2));
        options.integer("first");
        options.integer("last", 3);

        assertThat(options.asked()).containsExactly("first", "last");
        assertThat(options.unasked()).containsExactly("frist");
        assertThat(options.all()).containsEntry("frist", 2);
        assertThat(options.unasked()).isEmpty();
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                wrong(
                        options -> options.text("x"),
                        null,
                        "the option 'x' of com.acme.F is missing."
                                + " Add it under 'options': options: {x: …}."),
                wrong(
                        options -> options.text("x"),
                        49,
                        "the option 'x' of com.acme.F must be text, but is 49."
                                + " Put it in quotes: '49'."),
                wrong(
                        options -> options.integer("x"),
                        new BigDecimal("1.5"),
                        "the option 'x' of com.acme.F must be a whole number, but is 1.5."
                                + " Write x: 4, say."),
                wrong(
                        options -> options.number("x", BigDecimal.ONE),
                        "many",
                        "the option 'x' of com.acme.F must be a number, but is many."
                                + " Write x: 4, say."),
                wrong(
                        options -> options.flag("x"),
                        "yes",
                        "the option 'x' of com.acme.F must be true or false, but is yes."
                                + " Write x: true."),
                wrong(
                        options -> options.texts("x"),
                        List.of(),
                        "the option 'x' of com.acme.F must have at least one element, but is []."
                                + " Write x: [a, b]."),
                wrong(
                        options -> options.texts("x"),
                        List.of("a", 1),
                        "the option 'x' of com.acme.F must be text, but is 1."
                                + " Put it in quotes: '1'."),
                wrong(
                        options -> options.mapping("x"),
                        "a",
                        "the option 'x' of com.acme.F must be a map with at least one entry, but is"
                                + " a. Write x: {a: b}."));
    }

    private static Arguments wrong(Consumer<FunctionOptions> call, Object value, String message) {
        return Arguments.of(call, value, message);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void saysWhatIsWrongWhereAndHowToMendIt(
            Consumer<FunctionOptions> call, Object value, String message) {
        Map<String, Object> values = new HashMap<>();
        values.put("x", value);
        FunctionOptions options = FunctionOptions.of("com.acme.F", values);

        assertThatThrownBy(() -> call.accept(options))
                .isInstanceOf(OptionException.class)
                .hasMessage(message);
    }
}
