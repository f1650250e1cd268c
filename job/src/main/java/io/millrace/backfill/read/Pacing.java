package io.millrace.backfill.read;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spreads rows over time, so that there are never more than so many in a second. Time that was not
 * used is lost, but for a second of it, in which a page can be read.
 */
final class Pacing {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final double rowsPerSecond;
    private final LongSupplier nanoTime;
    private long paidUntil;

    /**
     * @param rowsPerSecond 0 for as many as there are
     */
    Pacing(double rowsPerSecond, LongSupplier nanoTime) {
        this.rowsPerSecond = rowsPerSecond;
        this.nanoTime = nanoTime;
        this.paidUntil = nanoTime.getAsLong();
    }

    /** How many rows to read at once: those of a second at most. */
    int limit() {
        return isUnlimited() || rowsPerSecond >= Integer.MAX_VALUE
                ? Integer.MAX_VALUE
                : Math.max(1, (int) rowsPerSecond);
    }

    /** How long to wait since so many rows were read. */
    Duration pauseAfter(int rows) {
        if (isUnlimited()) {
            return Duration.ZERO;
        }
        long now = nanoTime.getAsLong();
        paidUntil = Math.max(paidUntil, now - SECOND) + (long) (rows / rowsPerSecond * SECOND);
        return Duration.ofNanos(Math.max(0, paidUntil - now));
    }

    private boolean isUnlimited() {
        return rowsPerSecond == 0;
    }
}
