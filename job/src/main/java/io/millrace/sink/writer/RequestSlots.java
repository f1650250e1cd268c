package io.millrace.sink.writer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * Allows so many requests at once, whatever becomes of them; a request that waits for its
 * repetition keeps its slot. Used by the task's thread alone.
 */
final class RequestSlots implements RateLimitingStrategy {
    private final int slots;
    private final int maxActions;
    private final MailboxExecutor mailbox;
    private final Deque<ThrowingRunnable<Exception>> waiting = new ArrayDeque<>();
    private int taken;

    RequestSlots(int slots, int maxActions, MailboxExecutor mailbox) {
        this.slots = slots;
        this.maxActions = maxActions;
        this.mailbox = mailbox;
    }

    int count() {
        return slots;
    }

    /** Runs the action as soon as a request may be sent: now, or as a mail of its own. */
    void whenFree(ThrowingRunnable<Exception> action) throws Exception {
        if (taken < slots) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    private void runNext() throws Exception {
        ThrowingRunnable<Exception> next = waiting.poll();
        if (next != null) {
            whenFree(next);
        }
    }

    @Override
    public void registerInFlightRequest(RequestInfo request) {
        taken++;
    }

    @Override
    public void registerCompletedRequest(ResultInfo result) {
        taken--;
        if (!waiting.isEmpty()) {
            mailbox.execute(this::runNext, "Send what has waited for a request's slot");
        }
    }

    @Override
    public boolean shouldBlock(RequestInfo request) {
        return taken >= slots;
    }

    @Override
    public int getMaxBatchSize() {
        return maxActions;
    }
}
