package io.millrace.source;

import io.millrace.postgres.Column;
import io.millrace.postgres.Table;
import java.util.Optional;

/** What a table must be like for whoever reads it. */
public interface TableDemands {
    /** Of who reads no log, and lets Postgres write the records. */
    TableDemands NONE =
            new TableDemands() {
                @Override
                public Optional<String> cannotRead(Column column) {
                    return Optional.empty();
                }

                @Override
                public Optional<LogShortage> missingPrerequisite(Table table) {
                    return Optional.empty();
                }
            };

    /** Why records could differ from {@code to_jsonb(row)} because of this column; else empty. */
    Optional<String> cannotRead(Column column);

    /** What the log must have of the table for this reader, and has not; else empty. */
    Optional<LogShortage> missingPrerequisite(Table table);
}
