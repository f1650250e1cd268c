package io.millrace.postgres;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: after each failure in a row twice as long, up to a
 * limit, and a random half of it less, so that readers that were cut off together do not come back
 * together.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration MAX = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private Duration next = FIRST;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    public Duration failed() {
        Duration whole = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(MAX) < 0 ? doubled : MAX;
        return Duration.ofNanos((long) (whole.toNanos() * (0.5 + random.nextDouble() / 2)));
    }

    public void succeeded() {
        next = FIRST;
    }
}
