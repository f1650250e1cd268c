package io.millrace.backfill.read;

/**
 * How many rows to fetch at once, so that those are about a megabyte: the driver holds all of them
 * before the first can be looked at.
 */
final class FetchSize {
    private static final int FIRST = 64;
    private static final int MAX = 4096;
    private static final long BYTES = 1 << 20;

    private int rows = FIRST;

    int rows() {
        return rows;
    }

    /** Notes what a page was, for the next ones. */
    void read(int pageRows, long pageBytes) {
        if (pageRows > 0) {
            long wanted = BYTES / Math.max(1, pageBytes / pageRows);
            rows = (int) Math.max(1, Math.min(MAX, wanted));
        }
    }
}
