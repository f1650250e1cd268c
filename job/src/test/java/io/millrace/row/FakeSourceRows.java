package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table in memory. */
final class FakeSourceRows implements SourceRows {
    private static final long serialVersionUID = 1L;

    private final transient Map<RowKey, ReadRow> rows = new HashMap<>();
    private final transient List<RowKey> asked = new ArrayList<>();
    private boolean reachable = true;
    private boolean closed;

    FakeSourceRows put(RowKey key, Json record, Snapshot snapshot) {
        rows.put(key, new ReadRow(record, snapshot));
        return this;
    }

    void unreachable() {
        reachable = false;
    }

    List<RowKey> asked() {
        return asked;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Optional<ReadRow> read(RowKey key, long transactionId) throws IOException {
        if (!reachable) {
            throw new IOException("Cannot read the row " + key + " again: unreachable");
        }
        asked.add(key);
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public void close() {
        closed = true;
    }
}
