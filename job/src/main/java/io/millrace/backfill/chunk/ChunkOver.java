package io.millrace.backfill.chunk;

import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader tells that it has emitted all rows of a chunk, or cannot. It does so again when it is
 * restored, until it gets {@link ChunksKnown}.
 *
 * @param error null if all rows were emitted
 */
public record ChunkOver(long chunk, long rows, @Nullable String error) implements SourceEvent {
    private static final long serialVersionUID = 1L;

    public static ChunkOver of(ChunkSplit split) {
        return new ChunkOver(split.chunk().id(), split.rows(), split.error());
    }
}
