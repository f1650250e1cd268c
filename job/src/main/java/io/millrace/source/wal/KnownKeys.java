package io.millrace.source.wal;

import io.millrace.postgres.ReplicaIdentity;
import io.millrace.postgres.Table;
import io.millrace.source.LogShortage;
import java.util.List;
import java.util.Optional;

/** Whether the log tells which rows are updated and deleted. */
final class KnownKeys {
    private KnownKeys() {}

    static Optional<LogShortage> missingFor(Table table) {
        ReplicaIdentity identity = table.identity();
        if (!identity.full() && !identity.columns().containsAll(table.primaryKey())) {
            return Optional.of(
                    shortage(
                            table,
                            identity.columns().isEmpty()
                                    ? "nothing"
                                    : "the columns " + String.join(", ", identity.columns()),
                            ReplicaIdentity.alter(table.name(), "DEFAULT")));
        }
        if (!identity.full() && isComputed(table)) {
            return Optional.of(
                    new LogShortage(
                            "Postgres does not log the key of "
                                    + table.name()
                                    + ", which it computes of other columns",
                            ReplicaIdentity.alter(table.name(), "FULL")));
        }
        return identity.deviatingPartitions().stream()
                .findFirst()
                .map(
                        partition ->
                                new LogShortage(
                                        "Postgres logs less of "
                                                + partition
                                                + ", a partition of "
                                                + table.name()
                                                + ", than that says",
                                        ReplicaIdentity.alter(partition, "FULL")));
    }

    private static LogShortage shortage(Table table, String logged, String remedy) {
        return new LogShortage(
                "Postgres logs "
                        + logged
                        + " of a row of "
                        + table.name()
                        + " that is updated or deleted, and not its primary key",
                remedy);
    }

    private static boolean isComputed(Table table) {
        List<String> key = table.primaryKey();
        return table.columns().stream()
                .anyMatch(column -> column.generated() && key.contains(column.name()));
    }
}
