package io.millrace.backfill.chunk;

import org.apache.flink.api.connector.source.SourceEvent;

/** The enumerator tells the readers to drop what they still read of a backfill. */
public record BackfillOver(long backfill) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
