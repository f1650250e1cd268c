package io.millrace.flow.row;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.flink.table.data.TimestampData;

/** Writes dates and times as {@code to_jsonb} does in a session in UTC. */
public final class TimeWriter {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int YEAR_DIGITS = 4;
    private static final int MICRO_DIGITS = 6;
    private static final byte[] UTC = ascii("+00:00");
    private static final byte[] BEFORE_CHRIST = ascii(" BC");
    private static final byte[] INFINITY = ascii("infinity");

    private TimeWriter() {}

    /**
     * @param days since 1970
     */
    public static void date(int days, JsonBuffer json) {
        json.append('"');
        if (days == Times.INFINITE_DAY) {
            json.append(INFINITY);
        } else if (days == Times.MINUS_INFINITE_DAY) {
            json.append('-');
            json.append(INFINITY);
        } else {
            LocalDate date = LocalDate.ofEpochDay(days);
            day(date, json);
            era(date, json);
        }
        json.append('"');
    }

    /** What a clock shows. */
    public static void timestamp(TimestampData time, JsonBuffer json) {
        json.append('"');
        if (!infinity(time, json)) {
            LocalDate date = date(time);
            day(date, json);
            clock(time, json);
            era(date, json);
        }
        json.append('"');
    }

    /** A point in time. */
    public static void instant(TimestampData time, JsonBuffer json) {
        json.append('"');
        if (!infinity(time, json)) {
            LocalDate date = date(time);
            day(date, json);
            clock(time, json);
            json.append(UTC);
            era(date, json);
        }
        json.append('"');
    }

    /**
     * @param millis of the day
     */
    public static void time(int millis, JsonBuffer json) {
        json.append('"');
        clock(millis, 0, json);
        json.append('"');
    }

    private static boolean infinity(TimestampData time, JsonBuffer json) {
        if (time.equals(Times.MINUS_INFINITY)) {
            json.append('-');
        } else if (!time.equals(Times.INFINITY)) {
            return false;
        }
        json.append(INFINITY);
        return true;
    }

    private static LocalDate date(TimestampData time) {
        return LocalDate.ofEpochDay(Math.floorDiv(time.getMillisecond(), DAY_MILLIS));
    }

    private static void day(LocalDate date, JsonBuffer json) {
        int year = date.getYear();
        number(year > 0 ? year : 1 - year, YEAR_DIGITS, json);
        json.append('-');
        number(date.getMonthValue(), 2, json);
        json.append('-');
        number(date.getDayOfMonth(), 2, json);
    }

    private static void clock(TimestampData time, JsonBuffer json) {
        json.append('T');
        clock(
                (int) Math.floorMod(time.getMillisecond(), DAY_MILLIS),
                time.getNanoOfMillisecond(),
                json);
    }

    private static void clock(int millis, int nanos, JsonBuffer json) {
        number(millis / 3_600_000, 2, json);
        json.append(':');
        number(millis / 60_000 % 60, 2, json);
        json.append(':');
        number(millis / 1000 % 60, 2, json);
        int micros = millis % 1000 * 1000 + nanos / 1000;
        if (micros != 0) {
            json.append('.');
            int digits = MICRO_DIGITS;
            while (micros % 10 == 0) {
                micros /= 10;
                digits--;
            }
            number(micros, digits, json);
        }
    }

    /** There is no year 0 in Postgres. */
    private static void era(LocalDate date, JsonBuffer json) {
        if (date.getYear() <= 0) {
            json.append(BEFORE_CHRIST);
        }
    }

    private static void number(int number, int digits, JsonBuffer json) {
        int divisor = 1;
        for (int i = 1; i < digits; i++) {
            divisor *= 10;
        }
        if (number / divisor >= 10) {
            json.append(ascii(Integer.toString(number)));
            return;
        }
        for (; divisor > 0; divisor /= 10) {
            json.append((char) ('0' + number / divisor % 10));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
