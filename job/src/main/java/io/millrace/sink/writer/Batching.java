package io.millrace.sink.writer;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/**
 * When a writer sends what, and how it goes on after a failure.
 *
 * @param maxActions the most writes of one request
 * @param maxSize the most bytes of one request, and thereby of one document
 * @param interval the longest time that a write waits for others to share its request
 * @param maxInFlight how many requests a writer has under way at once, where the target compares
 *     versions. Where it does not, there is one, for a repeated request could otherwise be
 *     overtaken
 * @param firstDelay how long to wait after a first failure; about twice as long after each further
 *     one
 * @param maxDelay the longest such wait
 */
public record Batching(
        int maxActions,
        MemorySize maxSize,
        Duration interval,
        int maxInFlight,
        Duration firstDelay,
        Duration maxDelay)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** So many full requests a writer holds before it holds up its input. */
    private static final int REQUESTS_HELD = 4;

    /** Requests time out in the target's client; Flink's own timeout knows nothing of it. */
    private static final long NEVER_MILLIS = Duration.ofDays(3650).toMillis();

    AsyncSinkWriterConfiguration toWriterConfiguration(RequestSlots slots) {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(maxActions)
                .setMaxBatchSizeInBytes(maxSize.getBytes())
                .setMaxInFlightRequests(slots.count())
                .setMaxBufferedRequests(maxHeldWrites())
                .setMaxTimeInBufferMS(interval.toMillis())
                .setMaxRecordSizeInBytes(maxSize.getBytes())
                .setRequestTimeoutMS(NEVER_MILLIS)
                .setRateLimitingStrategy(slots)
                .build();
    }

    int maxHeldWrites() {
        return Math.multiplyExact(maxActions, REQUESTS_HELD);
    }

    long maxHeldBytes() {
        return Math.multiplyExact(maxSize.getBytes(), REQUESTS_HELD);
    }
}
