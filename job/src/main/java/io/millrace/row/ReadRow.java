package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.Snapshot;
import java.util.Objects;

/**
 * A row as a statement found it.
 *
 * @param record the whole row, equal to {@code to_jsonb(row)}
 * @param snapshot the transactions that it contains
 * @param lsn how far the log had been written just before: a row that is read after a crash once
 *     more shows what is later, and has a greater one then
 */
public record ReadRow(Json record, Snapshot snapshot, long lsn) {
    public ReadRow {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
