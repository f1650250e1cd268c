package io.millrace.flow.row;

import java.time.LocalDate;
import org.apache.flink.table.data.TimestampData;

/**
 * Dates and times as {@code to_jsonb} writes them in a session in UTC. The infinities, which Flink
 * does not know, are the first and the last value that it can hold.
 */
public final class Times {
    public static final TimestampData INFINITY = TimestampData.fromEpochMillis(Long.MAX_VALUE);
    public static final TimestampData MINUS_INFINITY =
            TimestampData.fromEpochMillis(Long.MIN_VALUE);
    public static final int INFINITE_DAY = Integer.MAX_VALUE;
    public static final int MINUS_INFINITE_DAY = Integer.MIN_VALUE;

    private static final long DAY_MILLIS = 86_400_000;
    private static final int MINUTE_MILLIS = 60_000;
    private static final int MILLI_NANOS = 1_000_000;
    private static final int NANO_DIGITS = 9;

    private final byte[] utf8;
    private final int end;
    private int position;

    private Times(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.position = from;
        this.end = to;
    }

    /**
     * Days since 1970.
     *
     * @throws IllegalArgumentException if the text, without its quotes, is no date
     */
    static int date(byte[] utf8, int from, int to) {
        if (utf8[to - 1] == 'y') {
            return utf8[from] == '-' ? MINUS_INFINITE_DAY : INFINITE_DAY;
        }
        Times text = new Times(utf8, from, to);
        long day = text.day();
        text.expectEnd();
        return Math.toIntExact(day);
    }

    /**
     * What a clock shows, or, where an offset follows, the point in time.
     *
     * @throws IllegalArgumentException if the text, without its quotes, is no time of a day
     */
    static TimestampData timestamp(byte[] utf8, int from, int to) {
        if (utf8[to - 1] == 'y') {
            return utf8[from] == '-' ? MINUS_INFINITY : INFINITY;
        }
        Times text = new Times(utf8, from, to);
        long day = text.day();
        text.expect('T');
        long millis = text.number() * 60L * MINUTE_MILLIS;
        text.expect(':');
        millis += text.number() * (long) MINUTE_MILLIS;
        text.expect(':');
        millis += text.number() * 1000L;
        int nanos = text.fraction();
        millis -= text.offsetMillis();
        text.expectEnd();
        return TimestampData.fromEpochMillis(
                day * DAY_MILLIS + millis + nanos / MILLI_NANOS, nanos % MILLI_NANOS);
    }

    private long day() {
        int year = number();
        expect('-');
        int month = number();
        expect('-');
        int day = number();
        // Before the year 1 came 1 BC, which is the year 0 of ISO 8601.
        boolean beforeChrist = utf8[end - 1] == 'C';
        return LocalDate.of(beforeChrist ? 1 - year : year, month, day).toEpochDay();
    }

    private int number() {
        int start = position;
        int number = 0;
        while (isDigit()) {
            number = Math.addExact(Math.multiplyExact(number, 10), utf8[position++] - '0');
        }
        if (position == start) {
            throw unreadable();
        }
        return number;
    }

    private int fraction() {
        if (position == end || utf8[position] != '.') {
            return 0;
        }
        int start = ++position;
        int number = number();
        for (int digits = position - start; digits < NANO_DIGITS; digits++) {
            number *= 10;
        }
        return number;
    }

    private int offsetMillis() {
        if (position == end || (utf8[position] != '+' && utf8[position] != '-')) {
            return 0;
        }
        int sign = utf8[position++] == '-' ? -1 : 1;
        int hours = number();
        expect(':');
        return sign * (hours * 60 + number()) * MINUTE_MILLIS;
    }

    private boolean isDigit() {
        return position < end && utf8[position] >= '0' && utf8[position] <= '9';
    }

    private void expect(char c) {
        if (position == end || utf8[position] != c) {
            throw unreadable();
        }
        position++;
    }

    private void expectEnd() {
        boolean isEnd = position == end;
        boolean isEra = end - position == 3 && utf8[position] == ' ' && utf8[end - 2] == 'B';
        if (!isEnd && !isEra) {
            throw unreadable();
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("Not a date or time of Postgres's");
    }
}
