package io.millrace.source;

import io.millrace.postgres.Column;
import io.millrace.postgres.ReplicaIdentity;
import io.millrace.postgres.Table;
import java.util.Optional;

/** Whether the log carries whole rows, for a reader that cannot tell what it left out. */
public final class WholeRows {
    private WholeRows() {}

    /** Where Postgres may leave a column of this table out; else empty. */
    public static Optional<LogShortage> missingFor(Table table) {
        boolean mayLackColumns = table.columns().stream().anyMatch(Column::toastable);
        return mayLackColumns && !table.replicaIdentityFull()
                ? Optional.of(
                        new LogShortage(
                                "Postgres does not log whole rows of " + table.name(),
                                ReplicaIdentity.alter(table.name(), "FULL")))
                : Optional.empty();
    }
}
