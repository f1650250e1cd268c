package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 ms | 0.0",
                "50 | 1000 ms | 50.0",
                "999 | 10000 ms | 99.9",
                "2435 | 500 ms | 4,870"
            })
    void aRateHasADigitAfterThePointWhereThatTells(long number, String time, String expected) {
        assertThat(Figures.perSecond(number, duration(time))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 ms | 0.0 ms",
                "9 ms | 9.0 ms",
                "23 ms | 23 ms",
                "1234 ms | 1.2 s",
                "14200 ms | 14.2 s"
            })
    void aDurationIsInMillisecondsOrSeconds(String time, String expected) {
        assertThat(Figures.duration(duration(time))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3120 | 640 ms | indexing products  3,120 / 5,000  62 %  4,875 docs/s",
                "0 | 0 ms | indexing products  0 / 5,000  0 %  0.0 docs/s",
                "5001 | 1000 ms | indexing products  5,001 / 5,000  100 %  5,001 docs/s",
            })
    void progressTellsHowFarAndHowFast(long done, String time, String expected) {
        assertThat(new Progress("indexing products", 5000, "docs").line(done, duration(time)))
                .isEqualTo(expected);
    }

    @Test
    void nothingIsDoneAtOnce() {
        assertThat(new Progress("indexing", 0, "docs").line(0, Duration.ZERO))
                .isEqualTo("indexing  0 / 0  100 %  0.0 docs/s");
    }

    private static Duration duration(String millis) {
        return Duration.ofMillis(Long.parseLong(millis.replace(" ms", "")));
    }
}
