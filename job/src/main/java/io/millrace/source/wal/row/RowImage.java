package io.millrace.source.wal.row;

import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.RowKey;
import java.util.Objects;

/**
 * A row at one side of a change.
 *
 * @param record equal to {@code to_jsonb(row)}; of what the log left out nothing is in it
 * @param gaps what that is
 */
public record RowImage(RowKey key, Json record, Gaps gaps) {
    public RowImage {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(gaps, "gaps");
    }
}
