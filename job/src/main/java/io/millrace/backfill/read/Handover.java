package io.millrace.backfill.read;

import io.millrace.backfill.chunk.ChunkSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.annotation.Nullable;

/**
 * Gives chunks to the thread that reads them, and its pages to the one that emits them. It holds
 * one page: another is being emitted, and a third being read.
 */
final class Handover {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ChunkSplit> unread = new ArrayDeque<>();
    @Nullable private ChunkSplit reading;
    @Nullable private Fetched fetched;
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean closed;
    @Nullable private Throwable failure;

    /** Adds a chunk to be read. */
    void add(ChunkSplit split) {
        lock.lock();
        try {
            unread.add(split);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is wanted of a chunk, and what there is of it is gone. */
    void drop(long chunk) {
        lock.lock();
        try {
            unread.removeIf(split -> split.chunk().id() == chunk);
            if (isReading(chunk)) {
                reading = null;
            }
            if (fetched != null && fetched.chunk() == chunk) {
                fetched = null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a chunk to read.
     *
     * @return null if there will be none
     */
    @Nullable
    ChunkSplit take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && unread.isEmpty()) {
                changed.await();
            }
            reading = closed ? null : unread.remove();
            return reading;
        } finally {
            lock.unlock();
        }
    }

    /** Adds what was read, once there is room, unless nothing more is wanted of its chunk. */
    void offer(Fetched next) throws InterruptedException {
        CompletableFuture<Void> waiting;
        lock.lock();
        try {
            while (isReading(next.chunk()) && fetched != null) {
                changed.await();
            }
            if (!isReading(next.chunk())) {
                return;
            }
            fetched = next;
            waiting = available;
        } finally {
            lock.unlock();
        }
        waiting.complete(null);
    }

    /**
     * @return what was read next, or null if there is nothing now
     * @throws IOException if the other side has failed
     */
    @Nullable
    Fetched poll() throws IOException {
        lock.lock();
        try {
            Fetched next = fetched;
            if (next == null) {
                if (failure != null) {
                    throw new IOException("The backfill's reader has failed", failure);
                }
                available = available.isDone() ? new CompletableFuture<>() : available;
                return null;
            }
            fetched = null;
            changed.signalAll();
            return next;
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

    /** Lets whoever waits for something to emit look again. */
    void wake() {
        available().complete(null);
    }

    /**
     * Waits for this time, or until nothing more is wanted of the chunk that is being read.
     *
     * @return whether more of it is wanted
     */
    boolean pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (reading != null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return reading != null;
        } finally {
            lock.unlock();
        }
    }

    /** No more is read, because of this. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** Nothing more is wanted. */
    void close() {
        lock.lock();
        try {
            closed = true;
            reading = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReading(long chunk) {
        return reading != null && reading.chunk().id() == chunk;
    }
}
