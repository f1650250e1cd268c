package io.millrace.source.cdc;

import io.debezium.connector.postgresql.PostgresValueConverter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Set;
import java.util.TimeZone;

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

    /** The default of {@link GregorianCalendar}: 15 October 1582. */
    private static final long GREGORIAN_START_MILLIS = -12_219_292_800_000L;

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
            return time(LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC), withZone);
        }
        if (value instanceof Instant instant) {
            return time(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), withZone);
        }
        // pgjdbc gives what a clock shows as the moment when the JVM's clock shows it.
        if (value instanceof java.sql.Date date) {
            Instant midnight = Instant.ofEpochMilli(date.getTime());
            return date(clock(midnight, ZoneId.systemDefault()).toLocalDate());
        }
        if (value instanceof java.sql.Timestamp time) {
            ZoneId zone = withZone ? ZoneOffset.UTC : ZoneId.systemDefault();
            return time(clock(time.toInstant(), zone), withZone);
        }
        throw new IllegalArgumentException("a value of the class " + value.getClass().getName());
    }

    /** What a clock shows: pgjdbc counts by the Julian calendar before the Gregorian came. */
    private static LocalDateTime clock(Instant instant, ZoneId zone) {
        if (instant.toEpochMilli() >= GREGORIAN_START_MILLIS) {
            return LocalDateTime.ofInstant(instant, zone);
        }
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
        calendar.setTimeInMillis(instant.toEpochMilli());
        int year = calendar.get(Calendar.YEAR);
        LocalDate date =
                LocalDate.of(
                        calendar.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year,
                        calendar.get(Calendar.MONTH) + 1,
                        calendar.get(Calendar.DAY_OF_MONTH));
        return date.atTime(LocalDateTime.ofInstant(instant, zone).toLocalTime());
    }

    private static String date(LocalDate date) {
        StringBuilder text = new StringBuilder(16);
        appendDate(date, text);
        return appendEra(date, text).toString();
    }

    private static String time(LocalDateTime time, boolean withZone) {
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
