package io.millrace.source;

import io.millrace.postgres.Column;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Table;
import java.util.Optional;

/** Whether the log carries whole rows: without state to fill them from, a reader needs them. */
public final class WholeRows {
    private WholeRows() {}

    /**
     * The statement that makes Postgres log whole rows of this table, where it may leave a column
     * out; else empty.
     */
    public static Optional<String> missingFor(Table table) {
        boolean mayLackColumns = table.columns().stream().anyMatch(Column::toastable);
        return mayLackColumns && !table.replicaIdentityFull()
                ? Optional.of(
                        "ALTER TABLE " + Identifiers.quote(table.name()) + " REPLICA IDENTITY FULL")
                : Optional.empty();
    }
}
