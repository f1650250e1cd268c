package io.millrace.source.wal.row;

import io.millrace.change.TableName;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which tables of the log are wanted. They are wanted by their names; the log tells a table
 * by its id, and by the name that it had then. Serves one thread.
 */
public final class WantedTables {
    /** Fails if a table whose changes are wanted is not published. */
    @FunctionalInterface
    public interface PublicationCheck {
        void require() throws SQLException;
    }

    private final Map<TableName, Table> tables = new HashMap<>();
    private final Catalog catalog;
    private final PublicationCheck publication;

    /**
     * @param publication is asked when the log has a table that is not wanted, which may be one
     *     that has been renamed
     */
    public WantedTables(
            Collection<Table> tables, Connection connection, PublicationCheck publication) {
        tables.forEach(table -> this.tables.put(table.name(), table));
        this.catalog = new Catalog(connection);
        this.publication = publication;
    }

    /**
     * The wanted table that a message describes; empty if it is none. What had another name then
     * and has a wanted one now is wanted: of a partitioned table the log never tells the second.
     *
     * @throws io.millrace.source.PositionLostException if it is none, and a wanted one is not
     *     published
     */
    Optional<Table> of(Relation relation) throws SQLException {
        Table table = tables.get(relation.table());
        if (table != null) {
            return Optional.of(table);
        }
        Optional<Table> now = catalog.name(relation.id()).map(tables::get);
        if (now.isEmpty()) {
            publication.require();
        }
        return now;
    }
}
