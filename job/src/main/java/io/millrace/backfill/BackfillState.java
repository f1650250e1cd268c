package io.millrace.backfill;

import java.util.List;
import java.util.Set;

/**
 * What a checkpoint holds of the enumerator.
 *
 * @param newestId no backfill was taken on with a higher id
 * @param nextChunk the id of the next chunk
 * @param initial what was read when it was new, or is being read, so that it is not new any more
 * @param open backfills that are not through, by id
 * @param untold what the control table may not have been told yet
 */
public record BackfillState(
        long newestId,
        long nextChunk,
        Set<FlowTable> initial,
        List<BackfillProgress> open,
        List<Ending> untold) {
    static final BackfillState NEW = new BackfillState(0, 0, Set.of(), List.of(), List.of());

    public BackfillState {
        initial = Set.copyOf(initial);
        open = List.copyOf(open);
        untold = List.copyOf(untold);
    }
}
