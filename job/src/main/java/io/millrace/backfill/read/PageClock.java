package io.millrace.backfill.read;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures how long a page takes to be emitted, and for how long nobody asks for its next row. */
final class PageClock {
    private final LongSupplier nanoTime;
    private long began;
    private long emittedAt;
    private long closed;

    PageClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begins() {
        began = nanoTime.getAsLong();
        emittedAt = began;
        closed = 0;
    }

    void asked() {
        closed += nanoTime.getAsLong() - emittedAt;
    }

    void emitted() {
        emittedAt = nanoTime.getAsLong();
    }

    /** How long to rest now that the page is emitted. */
    Duration rest() {
        return Yielding.restAfter(Duration.ofNanos(emittedAt - began), Duration.ofNanos(closed));
    }
}
