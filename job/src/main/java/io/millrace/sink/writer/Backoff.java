package io.millrace.sink.writer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after the nth failure in a row: exponentially longer, up to a limit, and a
 * random half of it less, so that writers that failed together do not come back together.
 */
record Backoff(Duration first, Duration max, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 30;

    /**
     * @param failures how many there have been in a row, this one included
     */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        long millis = Math.min(max.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(Math.max(1, Math.round(millis * (0.5 + random.nextDouble() / 2))));
    }
}
