package io.millrace.source.wal;

import java.util.ArrayDeque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Which position may be confirmed to the slot: that of a completed checkpoint, some checkpoints
 * back, so that the newest savepoints still restore. Serves one thread.
 *
 * @param <T> what tells a position
 */
final class Confirmations<T> {
    private final int delay;
    private final NavigableMap<Long, T> taken = new TreeMap<>();
    private final Queue<T> completed = new ArrayDeque<>();

    /**
     * @param delay how many completed checkpoints the confirmed one is behind the newest
     */
    Confirmations(int delay) {
        this.delay = delay;
    }

    void taken(long checkpointId, T position) {
        taken.put(checkpointId, position);
    }

    /** What to confirm now that this checkpoint is complete; empty if nothing new. */
    Optional<T> completed(long checkpointId) {
        T position = taken.get(checkpointId);
        if (position == null) {
            return Optional.empty();
        }
        taken.headMap(checkpointId, true).clear();
        completed.add(position);
        return completed.size() > delay ? Optional.of(completed.remove()) : Optional.empty();
    }
}
