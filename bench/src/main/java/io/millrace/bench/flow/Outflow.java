package io.millrace.bench.flow;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Counts what reaches the sink of a job. Flink copies sinks, so there is one count in a JVM. It
 * belongs to the one task that writes, until everything is {@link #there}.
 */
final class Outflow {
    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private static final Outflow ALL = new Outflow();

    private final CountDownLatch there = new CountDownLatch(1);
    private long expected;
    private long warmUp;
    private long count;
    private long warmNanos;
    private long warmCpuNanos;
    private long lastNanos;
    private long lastCpuNanos;

    private Outflow() {}

    /**
     * Begins to count.
     *
     * @param expected how many come in all
     * @param warmUp how many of them are not measured
     */
    static Outflow expect(long expected, long warmUp) {
        ALL.expected = expected;
        ALL.warmUp = warmUp;
        return ALL;
    }

    boolean awaitAll(long millis) throws InterruptedException {
        return there.await(millis, TimeUnit.MILLISECONDS);
    }

    double seconds() {
        return (lastNanos - warmNanos) / 1e9;
    }

    /** Of all threads of the process: the job's, the compiler's, the collector's. */
    double cpuSeconds() {
        return (lastCpuNanos - warmCpuNanos) / 1e9;
    }

    private void arrived() {
        count++;
        if (count == warmUp) {
            warmNanos = System.nanoTime();
            warmCpuNanos = SYSTEM.getProcessCpuTime();
        }
        if (count == expected) {
            lastNanos = System.nanoTime();
            lastCpuNanos = SYSTEM.getProcessCpuTime();
            there.countDown();
        }
    }

    /** The sink to put at the end of a job. */
    static final class Counting<T> implements Sink<T> {
        private static final long serialVersionUID = 1L;

        @Override
        @Deprecated
        public SinkWriter<T> createWriter(InitContext context) {
            return new CountingWriter<>();
        }
    }

    private static final class CountingWriter<T> implements SinkWriter<T> {
        @Override
        public void write(T element, Context context) {
            ALL.arrived();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
