package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.Scope;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * How far a backfill has come.
 *
 * @param rowsEstimated null before it has begun
 * @param plannedTo the key of the last row that belongs to a chunk; empty for none
 * @param planned whether all rows belong to chunks
 * @param unassigned chunks that no reader has
 * @param reading the ids of chunks that readers have and that are not over
 * @param rowsRead in chunks that are over
 */
record BackfillProgress(
        Scope scope,
        @Nullable Long rowsEstimated,
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
        return new BackfillProgress(scope, null, List.of(), false, List.of(), Set.of(), 0);
    }
}
