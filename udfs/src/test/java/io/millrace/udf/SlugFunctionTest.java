package io.millrace.udf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;

class SlugFunctionTest {
    private final SlugFunction slug = new SlugFunction();

    @ParameterizedTest
    @CsvSource({
        "'Café Crème, 250 g', cafe-creme-250-g",
        "'  --Wool/Silk-- ', wool-silk",
        "ÅNGSTRÖM, angstrom",
        "Чай зелёный, чай-зелёный",
        "'', ''",
        "'!!!', ''",
        "'tea 🍵 pot', tea-pot",
    })
    void makesATextFitForAUrl(String text, String expected) {
        assertThat(slug.eval(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    void keepsNull(String text) {
        assertThat(slug.eval(text)).isNull();
    }
}
