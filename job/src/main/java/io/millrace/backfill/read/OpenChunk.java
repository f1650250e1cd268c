package io.millrace.backfill.read;

import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.read.Fetched.Row;
import java.util.List;

/** A chunk that is being read, as far as it was emitted. */
final class OpenChunk {
    private final ChunkSplit start;
    private List<String> after;
    private long rows;

    OpenChunk(ChunkSplit start) {
        this.start = start;
        this.after = start.after();
        this.rows = start.rows();
    }

    void emitted(Row row) {
        after = row.key();
        rows++;
    }

    long backfill() {
        return start.chunk().scope().backfill();
    }

    ChunkSplit split() {
        return start.readTo(after, rows);
    }
}
