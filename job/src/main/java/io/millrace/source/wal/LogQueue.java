package io.millrace.source.wal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.annotation.Nullable;

/**
 * Hands batches from the one thread that reads the log to the one that emits. Bounded in rows and
 * in bytes; a batch larger than the bounds passes alone.
 */
final class LogQueue {
    private final int maxRows;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<LogBatch> batches = new ArrayDeque<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private int rows;
    private long bytes;
    private boolean closed;
    @Nullable private Throwable failure;

    LogQueue(int maxRows, long maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a batch, once there is room.
     *
     * @return false if there was none in this time, or the queue is closed: nothing was added then
     */
    boolean offer(LogBatch batch, Duration patience) throws InterruptedException {
        CompletableFuture<Void> waiting;
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (!closed && !hasRoomFor(batch) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (closed || !hasRoomFor(batch)) {
                return false;
            }
            batches.add(batch);
            rows += batch.changes().size();
            bytes += batch.bytes();
            waiting = available;
        } finally {
            lock.unlock();
        }
        waiting.complete(null);
        return true;
    }

    /**
     * @return the next batch, or null if there is none now
     * @throws IOException after the last batch, if the other side has failed
     */
    @Nullable
    LogBatch poll() throws IOException {
        lock.lock();
        try {
            LogBatch batch = batches.poll();
            if (batch == null) {
                if (failure != null) {
                    throw new IOException("The log cannot be read any further", failure);
                }
                available = available.isDone() ? new CompletableFuture<>() : available;
                return null;
            }
            rows -= batch.changes().size();
            bytes -= batch.bytes();
            changed.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return batches.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Done when {@link #poll} may have something; renewed by a poll that finds nothing. */
    CompletableFuture<Void> available() {
        lock.lock();
        try {
            return available;
        } finally {
            lock.unlock();
        }
    }

    /** No more batches come, because of this. */
    void fail(Throwable cause) {
        CompletableFuture<Void> waiting;
        lock.lock();
        try {
            failure = cause;
            waiting = available;
        } finally {
            lock.unlock();
        }
        waiting.complete(null);
    }

    /** Nothing more is taken: whoever waits for room need not. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for this time, or until the queue is closed. */
    void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (!closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoomFor(LogBatch batch) {
        return batches.isEmpty()
                || rows + batch.changes().size() <= maxRows && bytes + batch.bytes() <= maxBytes;
    }
}
