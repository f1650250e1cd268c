package io.millrace.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.50 | 1.5",
                "1.50 | 150E-2",
                "100 | 1e2",
                "0.0 | -0",
                "12345678901234567890.123456789 | 12345678901234567890.1234567890",
                "{\"a\": 1, \"b\": [null]} | {\"b\": [null], \"a\": 1.0}",
                "[] | []",
                "\"a\" | \"\\u0061\"",
            })
    void differentWritingsOfTheSameAreEqual(String expected, String actual) throws Exception {
        assertThat(difference(expected, actual)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 2 | expected 1, found 2",
                "1 | \"1\" | expected 1, found \"1\"",
                "0.1 | 0.10000000149011612 | expected 0.1, found 0.10000000149011612",
                "12345678901234567890 | 12345678901234567891 | expected 12345678901234567890, found 12345678901234567891",
                "null | {} | expected null, found {}",
                "{\"a\": null} | {} | a: expected null, found nothing",
                "{} | {\"a\": null} | a: expected nothing, found null",
                "{\"a\": {\"b\": [1, {\"c\": true}]}} | {\"a\": {\"b\": [1, {\"c\": false}]}} | a.b[1].c: expected true, found false",
                "[1, 2] | [2, 1] | [0]: expected 1, found 2",
                "[1] | [1, 2] | [1]: expected nothing, found 2",
                "{\"a\": 1, \"b\": 2} | {\"b\": 3, \"a\": 1} | b: expected 2, found 3",
                "\"0123456789012345678901234567890123456789012345678901234567890123456789\" | 1 "
                        + "| expected \"01234567890123456789012345678901234567890123456789012345678…, found 1",
            })
    void theFirstDifferenceIsToldWithItsPath(String expected, String actual, String difference)
            throws Exception {
        assertThat(difference(expected, actual)).map(JsonDifference::toString).contains(difference);
    }

    private static Optional<JsonDifference> difference(String expected, String actual)
            throws JsonProcessingException {
        return JsonDifference.first(
                ExactJson.MAPPER.readTree(expected), ExactJson.MAPPER.readTree(actual));
    }
}
