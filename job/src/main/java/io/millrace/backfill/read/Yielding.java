package io.millrace.backfill.read;

import java.time.Duration;

/**
 * How long a backfill rests after a page, so that it leaves room for the stream. Whatever takes our
 * rows takes the stream's changes, too, and those stand in line behind the rows that wait there.
 * When the output was closed for most of the time that a page took, the line is full, and we are
 * what fills it. A rest of a quarter of that time lets it empty again and again, but is short
 * enough for what it holds to keep the sinks busy.
 */
final class Yielding {
    private static final Duration LONGEST = Duration.ofMillis(250);

    private Yielding() {}

    /**
     * @param page how long it took to emit it
     * @param closed for how much of it the output took nothing
     */
    static Duration restAfter(Duration page, Duration closed) {
        if (closed.multipliedBy(2).compareTo(page) <= 0) {
            return Duration.ZERO;
        }
        Duration rest = closed.dividedBy(4);
        return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }
}
