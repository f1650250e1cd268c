package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Backfills that are not through, in the order of their ids, in which they are read. */
final class OpenBackfills {
    private final NavigableMap<Long, OpenBackfill> byId = new TreeMap<>();

    void add(OpenBackfill backfill) {
        byId.put(backfill.id(), backfill);
    }

    Optional<OpenBackfill> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    void remove(OpenBackfill backfill) {
        byId.remove(backfill.id());
    }

    Collection<Long> ids() {
        return byId.keySet();
    }

    List<OpenBackfill> all() {
        return new ArrayList<>(byId.values());
    }

    /** The next chunk to read; empty also if it is not planned yet. */
    Optional<ChunkSplit> assign() {
        for (OpenBackfill backfill : byId.values()) {
            if (backfill.isPaused()) {
                continue;
            }
            if (backfill.unassigned() > 0) {
                return Optional.of(backfill.assign());
            }
            if (!backfill.isPlanned()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * The one that is to be planned next.
     *
     * @param ahead how many chunks are to be there for readers that are going to ask
     */
    Optional<OpenBackfill> toPlan(int ahead) {
        int there = 0;
        for (OpenBackfill backfill : byId.values()) {
            if (backfill.isPaused()) {
                continue;
            }
            there += backfill.unassigned();
            if (there >= ahead) {
                return Optional.empty();
            }
            if (!backfill.isPlanned()) {
                return Optional.of(backfill);
            }
        }
        return Optional.empty();
    }

    Optional<OpenBackfill> reading(long chunk) {
        return byId.values().stream().filter(backfill -> backfill.isReading(chunk)).findFirst();
    }

    boolean isOver(long chunk) {
        return byId.values().stream().anyMatch(backfill -> backfill.isOver(chunk));
    }

    /** Whether nothing is left for readers that ask. */
    boolean areHandedOut() {
        return byId.values().stream().allMatch(OpenBackfill::isHandedOut);
    }

    int running() {
        return (int) byId.values().stream().filter(backfill -> !backfill.isPaused()).count();
    }
}
