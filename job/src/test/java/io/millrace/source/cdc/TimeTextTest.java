package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.debezium.connector.postgresql.PostgresValueConverter;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGStatement;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-28, 2026-02-28",
        "0001-01-01, 0001-01-01",
        "0000-12-31, 0001-12-31 BC",
        "-0043-03-15, 0044-03-15 BC",
        "+12026-01-01, 12026-01-01",
    })
    void aDateOfTheLog(LocalDate date, String text) {
        assertThat(TimeText.of(date, false)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05",
        "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678",
        "2026-01-02T03:04:05.000100Z, 2026-01-02T03:04:05.0001",
        "2026-01-02T03:04:05.000001Z, 2026-01-02T03:04:05.000001",
        "2026-01-02T00:00:00Z, 2026-01-02T00:00:00",
        "-0043-03-15T12:00:00Z, 0044-03-15T12:00:00 BC",
        "+12026-01-01T00:00:00.123456Z, 12026-01-01T00:00:00.123456",
    })
    void aTimestampOfTheLog(Instant time, String text) {
        assertThat(TimeText.of(time, false)).isEqualTo(text);
    }

    @Test
    void aPointInTimeIsToldInUtc() {
        OffsetDateTime time = OffsetDateTime.parse("2026-01-02T03:04:05.0001+05:00");

        assertThat(TimeText.of(time, true)).isEqualTo("2026-01-01T22:04:05.0001+00:00");
        assertThat(TimeText.of(time.toInstant(), true)).isEqualTo("2026-01-01T22:04:05.0001+00:00");
        assertThat(TimeText.of(Timestamp.from(time.toInstant()), true))
                .isEqualTo("2026-01-01T22:04:05.0001+00:00");
    }

    @Test
    void theEraStandsBehindTheZone() {
        OffsetDateTime time =
                LocalDate.of(-43, 3, 15).atTime(LocalTime.NOON).atOffset(ZoneOffset.UTC);

        assertThat(TimeText.of(time, true)).isEqualTo("0044-03-15T12:00:00+00:00 BC");
    }

    /** The tests run in UTC, where the JVM's clock shows what the server's does. */
    @Test
    void whatASnapshotReads() {
        assertThat(TimeText.of(Date.valueOf("2026-02-28"), false)).isEqualTo("2026-02-28");
        assertThat(TimeText.of(Timestamp.valueOf("2026-01-02 03:04:05.678"), false))
                .isEqualTo("2026-01-02T03:04:05.678");
    }

    @Test
    void whatASnapshotReadsOfTheTimeOfTheJulianCalendar() {
        GregorianCalendar ides = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        ides.clear();
        ides.set(GregorianCalendar.ERA, GregorianCalendar.BC);
        ides.set(44, GregorianCalendar.MARCH, 15, 12, 30, 0);

        assertThat(TimeText.of(new Timestamp(ides.getTimeInMillis()), false))
                .isEqualTo("0044-03-15T12:30:00 BC");
        assertThat(TimeText.of(new Date(ides.getTimeInMillis()), false)).isEqualTo("0044-03-15 BC");
    }

    static Stream<Arguments> infinities() {
        return Stream.of(
                arguments(PostgresValueConverter.POSITIVE_INFINITY_INSTANT, "infinity"),
                arguments(PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME, "infinity"),
                arguments(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE, "infinity"),
                arguments(new Date(PGStatement.DATE_POSITIVE_INFINITY), "infinity"),
                arguments(new Timestamp(PGStatement.DATE_POSITIVE_INFINITY), "infinity"),
                arguments(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT, "-infinity"),
                arguments(PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME, "-infinity"),
                arguments(PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE, "-infinity"),
                arguments(new Date(PGStatement.DATE_NEGATIVE_INFINITY), "-infinity"),
                arguments(new Timestamp(PGStatement.DATE_NEGATIVE_INFINITY), "-infinity"));
    }

    @ParameterizedTest
    @MethodSource("infinities")
    void infinityInEveryClassThatItComesIn(Object value, String text) {
        assertThat(TimeText.of(value, true)).isEqualTo(text);
        assertThat(TimeText.of(value, false)).isEqualTo(text);
    }

    @Test
    void anotherClassIsRefused() {
        assertThatThrownBy(() -> TimeText.of(LocalTime.NOON, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a value of the class java.time.LocalTime");
    }
}
