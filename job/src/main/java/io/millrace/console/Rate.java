package io.millrace.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast a count grows, as seen in the last seconds. */
public final class Rate {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long count, long nanos) {}

    /**
     * @param nanos when it was so many, by {@link System#nanoTime}
     */
    public void saw(long count, long nanos) {
        while (samples.size() > 1 && nanos - samples.peekFirst().nanos > WINDOW) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(count, nanos));
    }

    /** Forgets what it has seen, as when the count stood still on purpose. */
    public void forget() {
        samples.clear();
    }

    /** {@code 4,870}; {@code 0.0} before it has grown. */
    public String perSecond() {
        return Figures.perSecond(grown(), time());
    }

    /** How long it takes to grow further; empty while that cannot be told. */
    public Optional<Duration> timeFor(long more) {
        return grown() <= 0
                ? Optional.empty()
                : Optional.of(
                        Duration.ofNanos((long) ((double) time().toNanos() * more / grown())));
    }

    private long grown() {
        return samples.isEmpty() ? 0 : samples.peekLast().count - samples.peekFirst().count;
    }

    private Duration time() {
        return samples.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(samples.peekLast().nanos - samples.peekFirst().nanos);
    }
}
