package io.millrace.source.wal;

import java.util.ArrayDeque;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Which position may be confirmed to the slot: that of a completed checkpoint, some checkpoints
 * back, so that the newest savepoints still restore. Serves one thread.
 */
final class Confirmations {
    private final int delay;
    private final NavigableMap<Long, Long> taken = new TreeMap<>();
    private final Queue<Long> completed = new ArrayDeque<>();

    /**
     * @param delay how many completed checkpoints the confirmed one is behind the newest
     */
    Confirmations(int delay) {
        this.delay = delay;
    }

    void taken(long checkpointId, long lsn) {
        taken.put(checkpointId, lsn);
    }

    /** What to confirm now that this checkpoint is complete; empty if nothing new. */
    OptionalLong completed(long checkpointId) {
        Long lsn = taken.get(checkpointId);
        if (lsn == null) {
            return OptionalLong.empty();
        }
        taken.headMap(checkpointId, true).clear();
        completed.add(lsn);
        return completed.size() > delay
                ? OptionalLong.of(completed.remove())
                : OptionalLong.empty();
    }
}
