package io.millrace.backfill.chunk;

import io.millrace.change.TableName;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What a backfill reads.
 *
 * @param backfill its id
 * @param flow for which alone the rows are
 * @param condition of Postgres, on the table's columns; null for all rows
 */
public record Scope(long backfill, String flow, TableName table, @Nullable String condition) {
    public Scope {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(table, "table");
    }
}
