package io.millrace.source.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarWriterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOLEAN | t | true",
                "BOOLEAN | f | false",
                "INTEGER | -9223372036854775808 | -9223372036854775808",
                "NUMERIC | 1.10 | 1.10",
                "NUMERIC | -0.5 | -0.5",
                "NUMERIC | NaN | \"NaN\"",
                "NUMERIC | Infinity | \"Infinity\"",
                "NUMERIC | -Infinity | \"-Infinity\"",
                "FLOAT | -0 | 0",
                "FLOAT | -0.5 | -0.5",
                "FLOAT | 1e+23 | 100000000000000000000000",
                "FLOAT | -1.5e-07 | -0.00000015",
                "FLOAT | 123456.75 | 123456.75",
                "FLOAT | NaN | \"NaN\"",
                "FLOAT | -Infinity | \"-Infinity\"",
                "TEXT | `` | \"\"",
                "TEXT | say \"hi\" \\ ключ 🍵 | \"say \\\"hi\\\" \\\\ ключ 🍵\"",
                "TIMESTAMP | 2026-01-02 03:04:05.678 | \"2026-01-02T03:04:05.678\"",
                "TIMESTAMP | 12026-01-02 03:04:05 | \"12026-01-02T03:04:05\"",
                "TIMESTAMP | 0044-03-15 12:00:00 BC | \"0044-03-15T12:00:00 BC\"",
                "TIMESTAMP | infinity | \"infinity\"",
                "TIMESTAMP | -infinity | \"-infinity\"",
                "TIMESTAMPTZ | 2026-01-02 03:04:05.6+00 | \"2026-01-02T03:04:05.6+00:00\"",
                "TIMESTAMPTZ | 0044-03-15 12:00:00+00 BC | \"0044-03-15T12:00:00+00:00 BC\"",
                "TIMESTAMPTZ | -infinity | \"-infinity\"",
                "JSONB | {\"a\": [1, \"b\"]} | {\"a\": [1, \"b\"]}",
            })
    void isWhatToJsonbWrites(ScalarWriter type, String text, String json) throws Exception {
        assertThat(Written.by(type, text)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, true",
        "TIMESTAMP, 01/02/2026 03:04:05",
        "TIMESTAMP, Fri Jan 02 03:04:05 2026",
        "TIMESTAMP, 02-01-2026 03:04:05",
        "TIMESTAMP, 2026-01-02",
        "TIMESTAMPTZ, 2026-01-02 03:04:05",
        "TIMESTAMPTZ, 2026-01-02 03:04:05+02",
        "TIMESTAMPTZ, 2026-01-02 03:04:05-05",
        "TIMESTAMPTZ, 2026-01-02 03:04:05+00:30",
    })
    void theTextOfASessionWithOtherSettingsIsRefused(ScalarWriter type, String text) {
        assertThatThrownBy(() -> Written.by(type, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is no ");
    }
}
