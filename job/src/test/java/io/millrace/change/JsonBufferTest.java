package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
    private final JsonBuffer json = new JsonBuffer();

    @Test
    void controlCharactersAreEscapedAsPostgresDoes() {
        StringBuilder text = new StringBuilder();
        for (char c = 1; c <= 0x20; c++) {
            text.append(c);
        }
        text.append("\"\\/\u007f\u0080");
        appendString(text.toString());

        assertThat(json)
                .hasToString(
                        "\"\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r"
                                + "\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016"
                                + "\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"
                                + " \\\"\\\\/\u007f\u0080\"");
    }

    @Test
    void itGrowsAsFarAsATextNeeds() {
        String text = "\"".repeat(3_000_000);
        appendString(text);

        assertThat(json.size()).isEqualTo(6_000_002);
    }

    @Test
    void aTextStaysAsItWasWhenTheBufferGoesOn() {
        appendString("first");
        Json first = json.toJson();
        json.clear();
        appendString("second");

        assertThat(first).hasToString("\"first\"");
        assertThat(json).hasToString("\"second\"");
    }

    @Test
    void afterAHugeTextComesAnOrdinaryOne() {
        appendString("x".repeat(5_000_000));
        json.clear();
        appendString("y");

        assertThat(json).hasToString("\"y\"");
    }

    private void appendString(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        json.appendString(utf8, 0, utf8.length);
    }
}
