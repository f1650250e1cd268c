package io.millrace.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures the latency from the commit of a change to the moment that a GET by id shows it: a
 * thread of its own asks every few milliseconds for the documents that it waits for. So that it
 * stays cheap it waits for a handful at a time and lets the changes in between go unmeasured.
 *
 * <p>A change is seen once its document's {@code updated_at} is that of the change or a later one.
 * While Elasticsearch does not answer, no change is seen: they are just late.
 */
public final class LatencyProbe implements AutoCloseable {
    private static final String FIELD = "updated_at";
    private static final int MOST_AT_A_TIME = 8;
    private static final Duration INTERVAL = Duration.ofMillis(3);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ElasticsearchIndex index;
    private final Map<String, Watched> pending = new ConcurrentHashMap<>();
    private final Histogram micros =
            new ConcurrentHistogram(TimeUnit.NANOSECONDS.toMicros(LONGEST.toNanos()), 3);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread probe = new Thread(task, "latency-probe");
                        probe.setDaemon(true);
                        return probe;
                    });
    private volatile RuntimeException failure;

    private record Watched(Instant updatedAt, long committedNanos) {}

    public LatencyProbe(ElasticsearchIndex index) {
        this.index = index;
        thread.scheduleWithFixedDelay(this::look, 0, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits for a document, unless it waits for it already, or for enough others.
     *
     * @param updatedAt what the document's {@code updated_at} will be, or later
     * @param committedNanos the commit's {@link System#nanoTime}
     */
    public void watch(String id, Instant updatedAt, long committedNanos) {
        if (pending.size() < MOST_AT_A_TIME) {
            pending.putIfAbsent(id, new Watched(updatedAt, committedNanos));
        }
    }

    /** Stops waiting for a document that will not be there. */
    public void forget(String id) {
        pending.remove(id);
    }

    /**
     * What has been seen until now.
     *
     * @throws IllegalStateException if a document could not be understood
     */
    public Latencies latencies() {
        if (failure != null) {
            throw new IllegalStateException("The latency cannot be measured", failure);
        }
        Histogram seen = micros.copy();
        return new Latencies(
                seen.getTotalCount(),
                duration(seen.getValueAtPercentile(50)),
                duration(seen.getValueAtPercentile(99)),
                duration(seen.getMaxValue()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            if (!pending.isEmpty()) {
                Map<String, JsonNode> times = index.field(List.copyOf(pending.keySet()), FIELD);
                long now = System.nanoTime();
                times.forEach(
                        (id, time) ->
                                seen(id, OffsetDateTime.parse(time.asText()).toInstant(), now));
            }
        } catch (IOException unreachable) {
            // As the contract says: what it does not show is not seen yet.
            return;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
            thread.shutdown();
        }
    }

    private void seen(String id, Instant updatedAt, long now) {
        Watched watched = pending.get(id);
        if (watched != null
                && !updatedAt.isBefore(watched.updatedAt)
                && pending.remove(id, watched)) {
            micros.recordValue(
                    Math.min(
                            TimeUnit.NANOSECONDS.toMicros(now - watched.committedNanos),
                            micros.getHighestTrackableValue()));
        }
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
