package io.millrace.backfill;

import io.millrace.backfill.chunk.Chunk;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * The chunks of a backfill: which are to be read, which are being read, and which are over. One
 * that is over counts as read for good when a checkpoint is complete that was begun afterwards;
 * until then its reader may be set back to where it was not.
 */
final class OpenBackfill {
    private static final long NO_CHECKPOINT = Long.MAX_VALUE;

    private final Scope scope;
    private final Deque<ChunkSplit> unassigned;
    private final Set<Long> reading;
    private final Map<Long, Over> over = new TreeMap<>();
    @Nullable private Long rowsEstimated;
    private List<String> plannedTo;
    private boolean planned;
    private long rowsRead;
    private boolean paused;

    /** A chunk that is over, and the first checkpoint that knows. */
    private record Over(int subtask, long rows, long checkpoint) {}

    OpenBackfill(BackfillProgress progress) {
        scope = progress.scope();
        rowsEstimated = progress.rowsEstimated();
        plannedTo = progress.plannedTo();
        planned = progress.planned();
        unassigned = new ArrayDeque<>(progress.unassigned());
        reading = new HashSet<>(progress.reading());
        rowsRead = progress.rowsRead();
    }

    long id() {
        return scope.backfill();
    }

    Scope scope() {
        return scope;
    }

    boolean isPaused() {
        return paused;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    boolean hasBegun() {
        return rowsEstimated != null;
    }

    void begins(long rows) {
        rowsEstimated = rows;
    }

    /** Null before it has begun. */
    @Nullable
    Long rowsEstimated() {
        return rowsEstimated;
    }

    boolean isPlanned() {
        return planned;
    }

    List<String> plannedTo() {
        return plannedTo;
    }

    /**
     * Adds the chunk behind the last.
     *
     * @param upTo empty for the end of the table
     */
    void plan(long chunk, List<String> upTo) {
        unassigned.add(ChunkSplit.unread(new Chunk(chunk, scope, plannedTo, upTo)));
        plannedTo = upTo;
        planned = upTo.isEmpty();
    }

    int unassigned() {
        return unassigned.size();
    }

    /** Takes the next chunk, of which there is one. */
    ChunkSplit assign() {
        ChunkSplit split = unassigned.remove();
        reading.add(split.chunk().id());
        return split;
    }

    boolean isReading(long chunk) {
        return reading.contains(chunk);
    }

    /** Whether it is over, but not for good. */
    boolean isOver(long chunk) {
        return over.containsKey(chunk);
    }

    void over(long chunk, int subtask, long rows) {
        reading.remove(chunk);
        over.put(chunk, new Over(subtask, rows, NO_CHECKPOINT));
        rowsRead += rows;
    }

    /** A reader is as it was at some checkpoint, without the splits that it got since. */
    void setBack(int subtask, List<ChunkSplit> splits) {
        over.entrySet()
                .removeIf(
                        entry -> {
                            boolean again = entry.getValue().subtask() == subtask;
                            if (again) {
                                reading.add(entry.getKey());
                                rowsRead -= entry.getValue().rows();
                            }
                            return again;
                        });
        for (ChunkSplit split : splits) {
            if (reading.remove(split.chunk().id())) {
                unassigned.addFirst(split);
            }
        }
    }

    BackfillProgress checkpoint(long checkpoint) {
        over.replaceAll(
                (chunk, known) ->
                        known.checkpoint() == NO_CHECKPOINT
                                ? new Over(known.subtask(), known.rows(), checkpoint)
                                : known);
        return new BackfillProgress(
                scope,
                rowsEstimated,
                plannedTo,
                planned,
                List.copyOf(unassigned),
                reading,
                rowsRead);
    }

    /**
     * @return the chunks that are over for good now, with their readers
     */
    Map<Long, Integer> completed(long checkpoint) {
        Map<Long, Integer> forGood = new HashMap<>();
        over.forEach(
                (chunk, known) -> {
                    if (known.checkpoint() <= checkpoint) {
                        forGood.put(chunk, known.subtask());
                    }
                });
        over.keySet().removeAll(forGood.keySet());
        return forGood;
    }

    /** Whether nothing of it is left. */
    boolean isThrough() {
        return isHandedOut() && reading.isEmpty() && over.isEmpty();
    }

    /** Whether nothing of it is left for other readers. */
    boolean isHandedOut() {
        return planned && unassigned.isEmpty();
    }

    long rowsRead() {
        return rowsRead;
    }
}
