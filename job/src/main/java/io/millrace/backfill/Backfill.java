package io.millrace.backfill;

import javax.annotation.Nullable;

/**
 * A row of the {@link BackfillTable}.
 *
 * @param id grows with each request, though not always in the order of their commits
 * @param error why it failed; null otherwise
 */
public record Backfill(
        long id,
        BackfillRequest request,
        BackfillPhase phase,
        BackfillRows rows,
        BackfillTimes times,
        @Nullable String error) {}
