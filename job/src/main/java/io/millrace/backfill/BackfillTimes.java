package io.millrace.backfill;

import java.time.Instant;
import javax.annotation.Nullable;

/**
 * When what happened to a backfill, by the server's clock.
 *
 * @param started null before it has
 * @param finished when it ended, in whatever way; null before
 * @param updated when its row was last written by Millrace
 */
public record BackfillTimes(
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant finished,
        Instant updated) {}
