package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.Scope;
import java.util.List;
import java.util.Set;

/**
 * How far a backfill has come.
 *
 * @param begun whether it was looked at by the planner
 * @param plannedTo the key of the last row that belongs to a chunk; empty for none
 * @param planned whether all rows belong to chunks
 * @param unassigned chunks that no reader has
 * @param reading the ids of chunks that readers have and that are not over
 * @param rowsRead in chunks that are over
 */
record BackfillProgress(
        Scope scope,
        boolean begun,
        List<String> plannedTo,
        boolean planned,
        List<ChunkSplit> unassigned,
        Set<Long> reading,
        long rowsRead) {
    BackfillProgress {
        plannedTo = List.copyOf(plannedTo);
        unassigned = List.copyOf(unassigned);
        reading = Set.copyOf(reading);
    }

    /** Of a backfill of which nothing was read. */
    static BackfillProgress none(Scope scope) {
        return new BackfillProgress(scope, false, List.of(), false, List.of(), Set.of(), 0);
    }
}
