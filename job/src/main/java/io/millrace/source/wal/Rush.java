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

    /** A message that is there already is read in less. */
    private static final long WAIT_NANOS = Duration.ofNanos(20_000).toNanos();

    private long windowStart;
    private int messages;
    private boolean rushing;

    /**
     * Takes note of a message.
     *
     * @param askedAt when it was asked for, by {@link System#nanoTime}
     * @param receivedAt when it was there
     * @return whether it had to be waited for, and more is to come soon
     */
    boolean received(long askedAt, long receivedAt) {
        messages++;
        long elapsed = receivedAt - windowStart;
        if (elapsed >= WINDOW_NANOS) {
            rushing = messages * NANOS_PER_SECOND / elapsed >= MANY;
            windowStart = receivedAt;
            messages = 0;
        }
        return rushing && receivedAt - askedAt > WAIT_NANOS;
    }
}
