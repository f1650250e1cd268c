package io.millrace.source;

import io.millrace.change.TableName;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.Publication;
import io.millrace.postgres.Table;
import io.millrace.postgres.TablesRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tables that a pipeline did not read in its last run. Those that it does not read any more
 * stay published, so that an older savepoint still finds their changes.
 */
final class NewTables {
    private final Connection connection;
    private final SlotSpec spec;

    NewTables(Connection connection, SlotSpec spec) {
        this.connection = connection;
        this.spec = spec;
    }

    /** Notes that all tables are read from the slot's beginning on. */
    void begin() throws SQLException {
        Map<TableName, Long> tables = new TreeMap<>();
        spec.tables().forEach(table -> tables.put(table.name(), 0L));
        TablesRead.keep(connection, spec.publication(), tables);
    }

    /** None if there are no notes of a last run. */
    Set<TableName> find() throws SQLException {
        Set<TableName> known = TablesRead.find(connection, spec.publication()).keySet();
        Set<TableName> unknown = new TreeSet<>();
        if (!known.isEmpty()) {
            spec.tables().stream()
                    .map(Table::name)
                    .filter(name -> !known.contains(name))
                    .forEach(unknown::add);
        }
        return unknown;
    }

    /** Publishes what is not published, and notes from which position on the tables are read. */
    void join(Set<TableName> unknown) throws SQLException {
        Map<TableName, Long> known = TablesRead.find(connection, spec.publication());
        Optional<Publication> publication = Publication.find(connection, spec.publication());
        if (known.isEmpty() || publication.isEmpty()) {
            return;
        }
        long now = LogPosition.current(connection);
        Collection<TableName> unpublished = new TreeSet<>(unknown);
        unpublished.removeAll(publication.get().tables());
        if (!unpublished.isEmpty()) {
            Publication.add(connection, spec.publication(), unpublished);
        }
        Map<TableName, Long> tables = new TreeMap<>();
        for (Table table : spec.tables()) {
            tables.put(table.name(), known.getOrDefault(table.name(), now));
        }
        TablesRead.keep(connection, spec.publication(), tables);
    }
}
