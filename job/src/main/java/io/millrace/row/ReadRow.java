package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.Snapshot;
import java.util.Objects;

/**
 * A row as a statement found it.
 *
 * @param record the whole row, equal to {@code to_jsonb(row)}
 * @param snapshot the transactions that it contains
 */
public record ReadRow(Json record, Snapshot snapshot) {
    public ReadRow {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
