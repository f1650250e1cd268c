package io.millrace.source.cdc;

import io.debezium.connector.postgresql.PostgresValueConverter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Dates and times as {@code to_jsonb} writes them in a session in UTC (Postgres's {@code
 * EncodeDateTime} in the style {@code USE_XSD_DATES}).
 */
final class TimeText {
    private static final Set<Object> INFINITIES =
            Set.of(
                    PostgresValueConverter.POSITIVE_INFINITY_DATE,
                    PostgresValueConverter.POSITIVE_INFINITY_TIMESTAMP,
                    PostgresValueConverter.POSITIVE_INFINITY_INSTANT,
                    PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME,
                    PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE);
    private static final Set<Object> NEGATIVE_INFINITIES =
            Set.of(
                    PostgresValueConverter.NEGATIVE_INFINITY_DATE,
                    PostgresValueConverter.NEGATIVE_INFINITY_TIMESTAMP,
                    PostgresValueConverter.NEGATIVE_INFINITY_INSTANT,
                    PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME,
                    PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE);

    private TimeText() {}

    /**
     * @param value of one of the classes that pgjdbc and Debezium use for dates and times
     * @param withZone whether it is a point in time rather than what a clock shows
     * @throws IllegalArgumentException if it is of another class
     */
    static String of(Object value, boolean withZone) {
        if (INFINITIES.contains(value)) {
            return "infinity";
        }
        if (NEGATIVE_INFINITIES.contains(value)) {
            return "-infinity";
        }
        if (value instanceof LocalDate date) {
            return date(date);
        }
        if (value instanceof OffsetDateTime time) {
            return time(time.toInstant(), withZone, ZoneOffset.UTC);
        }
        if (value instanceof Instant instant) {
            return time(instant, withZone, ZoneOffset.UTC);
        }
        // pgjdbc gives what a clock shows as the moment when the JVM's clock shows it.
        if (value instanceof java.sql.Date date) {
            Instant midnight = Instant.ofEpochMilli(date.getTime());
            return date(LocalDate.ofInstant(midnight, ZoneId.systemDefault()));
        }
        if (value instanceof java.sql.Timestamp time) {
            return time(
                    time.toInstant(), withZone, withZone ? ZoneOffset.UTC : ZoneId.systemDefault());
        }
        throw new IllegalArgumentException("a value of the class " + value.getClass().getName());
    }

    private static String date(LocalDate date) {
        StringBuilder text = new StringBuilder(16);
        appendDate(date, text);
        return appendEra(date, text).toString();
    }

    private static String time(Instant instant, boolean withZone, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, zone);
        StringBuilder text = new StringBuilder(40);
        appendDate(time.toLocalDate(), text);
        text.append('T');
        appendPadded(time.getHour(), 2, text);
        appendPadded(time.getMinute(), 2, text.append(':'));
        appendPadded(time.getSecond(), 2, text.append(':'));
        int micros = time.getNano() / 1000;
        if (micros != 0) {
            appendPadded(micros, 6, text.append('.'));
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        if (withZone) {
            text.append("+00:00");
        }
        return appendEra(time.toLocalDate(), text).toString();
    }

    private static void appendDate(LocalDate date, StringBuilder text) {
        int year = date.getYear();
        appendPadded(year > 0 ? year : 1 - year, 4, text);
        appendPadded(date.getMonthValue(), 2, text.append('-'));
        appendPadded(date.getDayOfMonth(), 2, text.append('-'));
    }

    /** There is no year 0 in Postgres: before year 1 came 1 BC. */
    private static StringBuilder appendEra(LocalDate date, StringBuilder text) {
        return date.getYear() > 0 ? text : text.append(" BC");
    }

    private static void appendPadded(int number, int digits, StringBuilder text) {
        String decimal = Integer.toString(number);
        text.append("0".repeat(Math.max(0, digits - decimal.length()))).append(decimal);
    }
}
