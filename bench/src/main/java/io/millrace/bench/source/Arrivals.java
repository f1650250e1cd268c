package io.millrace.bench.source;

import io.millrace.change.Action;
import io.millrace.change.RowChange;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Counts the changes that a source emits, and lets none through. Flink copies functions, so there
 * is one count in a JVM. It belongs to the one task that emits, until all are {@link #there}.
 */
final class Arrivals {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private static final Arrivals ALL = new Arrivals();

    /** How long after their commits changes came; those of the warm-up are not in it. */
    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

    private final CountDownLatch there = new CountDownLatch(1);
    private long expected;
    private long warmUp;
    private boolean timed;
    private long count;
    private long firstNanos;
    private long warmNanos;
    private long lastNanos;
    private long firstCpuNanos;
    private long lastCpuNanos;

    private Arrivals() {}

    /** The function to put behind a source. */
    static final class Counting implements FilterFunction<RowChange> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(RowChange change) {
            if (change.action() != Action.READ) {
                ALL.arrived(change);
            }
            return false;
        }
    }

    /**
     * Begins to count.
     *
     * @param expected how many come in all
     * @param warmUp how many of them are to be left out where that is said
     */
    static Arrivals expect(long expected, long warmUp) {
        ALL.expected = expected;
        ALL.warmUp = warmUp;
        return ALL;
    }

    /** Also measures how long after their commits the changes come. */
    Arrivals timed() {
        timed = true;
        return this;
    }

    boolean awaitAll(long millis) throws InterruptedException {
        return there.await(millis, TimeUnit.MILLISECONDS);
    }

    double rowsPerSecond() {
        return expected * 1e9 / (lastNanos - firstNanos);
    }

    double warmRowsPerSecond() {
        return (expected - warmUp) * 1e9 / (lastNanos - warmNanos);
    }

    double cpuSeconds() {
        return (lastCpuNanos - firstCpuNanos) / 1e9;
    }

    double latencyMillis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private void arrived(RowChange change) {
        count++;
        if (count == 1) {
            firstNanos = System.nanoTime();
            firstCpuNanos = SYSTEM.getProcessCpuTime();
        }
        if (count == warmUp) {
            warmNanos = System.nanoTime();
        }
        if (timed && count > warmUp) {
            measure(change);
        }
        if (count == expected) {
            lastNanos = System.nanoTime();
            lastCpuNanos = SYSTEM.getProcessCpuTime();
            there.countDown();
        }
    }

    private void measure(RowChange change) {
        Instant now = Instant.now();
        long nowMicros =
                TimeUnit.SECONDS.toMicros(now.getEpochSecond())
                        + TimeUnit.NANOSECONDS.toMicros(now.getNano());
        micros.recordValue(
                Math.min(LONGEST_MICROS, Math.max(0, nowMicros - change.committedAtMicros())));
    }
}
