package io.millrace.sink;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.TimestampData;

/** Dates and times as Postgres writes them into JSON, which is ISO 8601. */
final class TimeCasts {
    private static final int[] UNITS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private TimeCasts() {}

    /** Days since the epoch. */
    static int toDate(String text) {
        return Math.toIntExact(LocalDate.parse(text).toEpochDay());
    }

    /** Milliseconds of the day: Flink's times are no more exact. */
    static int toTime(String text) {
        return (int) TimeUnit.NANOSECONDS.toMillis(LocalTime.parse(text).toNanoOfDay());
    }

    /**
     * In UTC, which is also what a timestamp without an offset is in.
     *
     * @param precision how many digits of the second's fraction to keep
     */
    static TimestampData toTimestamp(String text, int precision) {
        TemporalAccessor parsed =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(
                        text, OffsetDateTime::from, LocalDateTime::from);
        LocalDateTime utc =
                parsed instanceof OffsetDateTime withOffset
                        ? withOffset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                        : (LocalDateTime) parsed;
        int unit = UNITS[precision];
        return TimestampData.fromLocalDateTime(utc.withNano(utc.getNano() / unit * unit));
    }
}
