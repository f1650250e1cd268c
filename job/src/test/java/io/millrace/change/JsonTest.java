package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final String TEXT = "{\"name\": \"чай 🍵\"}";

    @Test
    void isItsTextInUtf8() {
        assertThat(Json.of(TEXT).utf8()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(Json.ofUtf8(TEXT.getBytes(StandardCharsets.UTF_8))).hasToString(TEXT);
    }

    @Test
    void isEqualByItsText() {
        assertThat(Json.of(TEXT)).isEqualTo(Json.of(TEXT)).hasSameHashCodeAs(Json.of(TEXT));
        assertThat(Json.of("{}")).isNotEqualTo(Json.of("{ }"));
    }

    @Test
    void passesBytesThroughWithoutACopy() {
        byte[] utf8 = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.ofUtf8(utf8).utf8()).isSameAs(utf8);
    }
}
