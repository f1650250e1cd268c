package io.millrace.backfill;

import io.millrace.change.TableName;
import java.io.Serializable;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * The rows of a table that are to be read, for one flow.
 *
 * @param condition of Postgres, on the table's columns; null for all rows
 */
public record BackfillRequest(
        String flow, TableName table, @Nullable String condition, BackfillReason reason)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public BackfillRequest {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(reason, "reason");
    }

    FlowTable flowTable() {
        return new FlowTable(flow, table);
    }
}
