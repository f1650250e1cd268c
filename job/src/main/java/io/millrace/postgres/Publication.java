package io.millrace.postgres;

import io.millrace.change.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The publication that names the tables whose changes a slot sends.
 *
 * @param complete whether it publishes inserts, updates, deletes and truncates
 * @param viaPartitionRoot whether a partition's changes come under the name of its root
 */
public record Publication(
        String name, Set<TableName> tables, boolean complete, boolean viaPartitionRoot) {

    private static final String FIND =
            """
            SELECT pubinsert AND pubupdate AND pubdelete AND pubtruncate AS complete, pubviaroot
              FROM pg_publication WHERE pubname = ?
            """;

    /**
     * As {@code pg_publication_tables}, which waits for whoever alters one of the tables, and fails
     * where one is being dropped. A partition is its root's where that is published too.
     */
    private static final String TABLES =
            """
            WITH publication AS (SELECT * FROM pg_publication WHERE pubname = ?),
                 published AS (
                   SELECT r.prrelid AS id
                     FROM publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
                   UNION
                   SELECT c.oid FROM publication p JOIN pg_class c ON %s
                    WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND c.oid >= 16384
                 )
            SELECT n.nspname, c.relname
              FROM published t
              JOIN pg_class c ON c.oid = t.id
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT (c.relispartition
                        AND EXISTS (SELECT FROM pg_partition_ancestors(c.oid) a
                                     WHERE a.relid <> c.oid
                                       AND a.relid IN (SELECT id FROM published)))
            """;

    private static final String ALL_TABLES = "p.puballtables";

    /** Whole schemas can be published since Postgres 15. */
    private static final String ALL_TABLES_OR_SCHEMA =
            """
            (p.puballtables OR c.relnamespace IN (
               SELECT pnnspid FROM pg_publication_namespace WHERE pnpubid = p.oid))
            """;

    public static Optional<Publication> find(Connection connection, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Publication(
                                name,
                                publishedTables(connection, name),
                                row.getBoolean("complete"),
                                row.getBoolean("pubviaroot")));
            }
        }
    }

    /** Creates the publication, or makes an existing one publish exactly these tables. */
    public static void publish(Connection connection, String name, Collection<TableName> tables)
            throws SQLException {
        String list = tables.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        String options =
                "(publish = 'insert, update, delete, truncate', publish_via_partition_root = true)";
        String quoted = Identifiers.quote(name);
        try (Statement statement = connection.createStatement()) {
            if (find(connection, name).isEmpty()) {
                statement.execute(
                        "CREATE PUBLICATION " + quoted + " FOR TABLE " + list + " WITH " + options);
            } else {
                statement.execute("ALTER PUBLICATION " + quoted + " SET " + options);
                statement.execute("ALTER PUBLICATION " + quoted + " SET TABLE " + list);
            }
        }
    }

    /** Has an existing publication publish these tables, too. */
    public static void add(Connection connection, String name, Collection<TableName> tables)
            throws SQLException {
        String list = tables.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER PUBLICATION " + Identifiers.quote(name) + " ADD TABLE " + list);
        }
    }

    private static Set<TableName> publishedTables(Connection connection, String name)
            throws SQLException {
        boolean hasSchemas = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        String query = TABLES.formatted(hasSchemas ? ALL_TABLES_OR_SCHEMA : ALL_TABLES);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                Set<TableName> tables = new TreeSet<>();
                while (rows.next()) {
                    tables.add(new TableName(rows.getString(1), rows.getString(2)));
                }
                return tables;
            }
        }
    }
}
