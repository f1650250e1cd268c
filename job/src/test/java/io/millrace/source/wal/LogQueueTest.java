package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.postgres.LogOrigin;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    private static final RowChange CHANGE =
            RowChange.truncate(
                    new TableName("public", "t"), new Origin(new Position(1, 1), 1, 1, null));

    private final LogQueue queue = new LogQueue(10, 1000);

    @Test
    void batchesComeInTheirOrder() throws Exception {
        LogBatch first = batch(1, 1);
        LogBatch second = batch(1, 1);
        assertThat(queue.offer(first, Duration.ZERO)).isTrue();
        assertThat(queue.offer(second, Duration.ZERO)).isTrue();
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void rowsAreBounded() throws Exception {
        assertThat(queue.offer(batch(10, 1), Duration.ZERO)).isTrue();
        assertThat(queue.offer(batch(1, 1), Duration.ZERO)).isFalse();
        queue.poll();
        assertThat(queue.offer(batch(1, 1), Duration.ZERO)).isTrue();
    }

    @Test
    void bytesAreBounded() throws Exception {
        assertThat(queue.offer(batch(1, 1000), Duration.ZERO)).isTrue();
        assertThat(queue.offer(batch(1, 1), Duration.ZERO)).isFalse();
        queue.poll();
        assertThat(queue.offer(batch(1, 1), Duration.ZERO)).isTrue();
    }

    @Test
    void aBatchLargerThanTheBoundsPassesAlone() throws Exception {
        assertThat(queue.offer(batch(11, 1001), Duration.ZERO)).isTrue();
        assertThat(queue.offer(batch(0, 0), Duration.ZERO)).isFalse();
    }

    @Test
    void whoeverWaitsIsToldOfTheFirstBatch() throws Exception {
        assertThat(queue.poll()).isNull();
        CompletableFuture<Void> available = queue.available();
        assertThat(available).isNotDone();
        queue.offer(batch(1, 1), Duration.ZERO);
        assertThat(available).isDone();
        assertThat(queue.available()).isDone();
        queue.poll();
        assertThat(queue.poll()).isNull();
        assertThat(queue.available()).isNotDone();
    }

    @Test
    void aFailureComesBehindTheBatches() throws Exception {
        assertThat(queue.poll()).isNull();
        CompletableFuture<Void> available = queue.available();
        LogBatch last = batch(1, 1);
        queue.offer(last, Duration.ZERO);
        queue.fail(new IllegalStateException("as told"));
        assertThat(available).isDone();
        assertThat(queue.poll()).isSameAs(last);
        assertThatThrownBy(queue::poll).hasRootCauseMessage("as told");
    }

    @Test
    void closingEndsTheWaitForRoom() throws Exception {
        queue.offer(batch(10, 1), Duration.ZERO);
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                outcome.set(queue.offer(batch(1, 1), Duration.ofMinutes(1)));
                            } catch (InterruptedException e) {
                                outcome.set(e);
                            }
                        });
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        queue.close();
        waiting.join();
        assertThat(outcome).hasValue(false);
        queue.pause(Duration.ofMinutes(1));
    }

    private static LogBatch batch(int rows, long bytes) {
        return new LogBatch(Collections.nCopies(rows, CHANGE), bytes, 1, LogOrigin.UNKNOWN);
    }
}
