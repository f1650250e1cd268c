package io.millrace.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people, the same in every country. */
public final class Figures {
    private Figures() {}

    /** {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A rate of less than 100 with one digit after the point: {@code 49.8}, {@code 4,870}. */
    public static String perSecond(long number, Duration time) {
        double rate = time.isZero() ? 0 : number * 1e9 / time.toNanos();
        return String.format(Locale.ROOT, rate < 99.95 ? "%.1f" : "%,.0f", rate);
    }

    /** {@code 0.8 ms}, {@code 23 ms}, {@code 14.2 s}. */
    public static String duration(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis >= 999.5) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis < 9.95 ? "%.1f ms" : "%.0f ms", millis);
    }

    /** {@code 23 s}, {@code 4 min 05 s}, {@code 2 h 07 min}. */
    public static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}
