package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HstoreWriterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; {}",
                "\"a\"=>\"1\"; {\"a\":\"1\"}",
                "\"a\"=>NULL, \"\"=>\"NULL\"; {\"a\":null,\"\":\"NULL\"}",
                "\"a\\\"b\\\\, =>\"=>\"ключ\"; {\"a\\\"b\\\\, =>\":\"ключ\"}",
            })
    void isAnObjectOfStringsAndNulls(String text, String json) throws Exception {
        assertThat(Written.by(new HstoreWriter(), text)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a=>1; 0",
                "\"a; 0",
                "\"a\"; 3",
                "\"a\"=; 3",
                "\"a\"=>; 5",
                "\"a\"=>1; 5",
                "\"a\"=>\"1; 5",
                "\"a\"=>\"1\",\"b\"=>NULL; 8",
                "\"a\"=>NULLS; 9",
            })
    void anythingElseIsRefusedWithThePlace(String text, int position) {
        assertThatThrownBy(() -> Written.by(new HstoreWriter(), text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not an hstore, at byte " + position);
    }
}
