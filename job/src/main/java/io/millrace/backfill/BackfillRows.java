package io.millrace.backfill;

import javax.annotation.Nullable;

/**
 * How many rows a backfill has.
 *
 * @param estimated as the server guessed when it began; null before
 * @param read so far
 */
public record BackfillRows(@Nullable Long estimated, long read) {}
