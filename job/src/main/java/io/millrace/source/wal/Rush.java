package io.millrace.source.wal;

import java.time.Duration;

/**
 * Tells when the log comes so fast that some of it should gather before it is read: the server
 * sends each change by itself, and whoever waits for each is woken up for each, which costs him and
 * the server more than the change does. Serves one thread.
 */
final class Rush {
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
    private static final long WINDOW_NANOS = Duration.ofMillis(50).toNanos();

    /** Messages in a second that are a rush. */
    private static final long MANY = 5_000;

    /** What is there already is read in less, but for what the driver's buffer does not hold. */
    private static final long WAIT_NANOS = Duration.ofNanos(5_000).toNanos();

    /** Two of them fit into the driver's buffer of 8 kB, so that the second need not be fetched. */
    private static final int SMALL = 2_048;

    private long windowStart;
    private int messages;
    private boolean rushing;
    private boolean lateBefore;

    /**
     * Takes note of a message.
     *
     * @param askedAt when it was asked for, by {@link System#nanoTime}
     * @param receivedAt when it was there
     * @return whether all that had come was read, and more is to come soon
     */
    boolean received(int bytes, long askedAt, long receivedAt) {
        count(receivedAt);
        boolean late = bytes <= SMALL && receivedAt - askedAt > WAIT_NANOS;
        boolean drained = late && lateBefore;
        lateBefore = late;
        return rushing && drained;
    }

    private void count(long now) {
        messages++;
        long elapsed = now - windowStart;
        if (elapsed >= WINDOW_NANOS) {
            rushing = messages * NANOS_PER_SECOND / elapsed >= MANY;
            windowStart = now;
            messages = 0;
        }
    }
}
