package io.millrace.change;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Which transactions a statement could see: what {@code pg_current_snapshot()} says. See "Snapshot
 * components" among Postgres's system information functions.
 *
 * @param xmin every transaction before it is over
 * @param xmax neither it nor any transaction after it is over
 * @param inProgress those between that are not over, in ascending order
 */
public record Snapshot(long xmin, long xmax, List<Long> inProgress) {
    public Snapshot {
        inProgress = List.copyOf(inProgress);
    }

    /**
     * Reads the text form of {@code pg_snapshot}, {@code xmin:xmax:xip,…}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Snapshot parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("Not a snapshot: '" + text + "'");
        }
        List<Long> inProgress =
                parts[2].isEmpty()
                        ? List.of()
                        : Arrays.stream(parts[2].split(",")).map(Long::valueOf).toList();
        return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), inProgress);
    }

    /**
     * Whether what a committed transaction did was visible.
     *
     * @param transactionId of the top-level transaction, whole
     */
    public boolean shows(long transactionId) {
        return transactionId < xmin
                || transactionId < xmax && Collections.binarySearch(inProgress, transactionId) < 0;
    }

    /** Whether it was taken later than another one of the same server, so that it shows no less. */
    public boolean isAfter(Snapshot other) {
        return xmax != other.xmax ? xmax > other.xmax : inProgress.size() < other.inProgress.size();
    }

    /** As Postgres writes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(xmin).append(':').append(xmax).append(':');
        for (int i = 0; i < inProgress.size(); i++) {
            text.append(i == 0 ? "" : ",").append(inProgress.get(i));
        }
        return text.toString();
    }
}
