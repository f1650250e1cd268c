package io.millrace.backfill.chunk;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** The enumerator tells a reader that it need not keep these chunks, which are over. */
public record ChunksKnown(List<Long> chunks) implements SourceEvent {
    private static final long serialVersionUID = 1L;

    public ChunksKnown {
        chunks = List.copyOf(chunks);
    }
}
