package io.millrace.postgres;

import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A table of the schema {@code millrace}, which all pipelines of a database share.
 *
 * @param name without the schema
 * @param ddl the statements that create it, as the documentation has them
 * @param privileges what a pipeline needs on it, such as {@code SELECT}
 * @param contents what is in it, for people: {@code dead letters}
 * @param page of the documentation, where the statements are
 */
public record ControlTable(
        String name, String ddl, List<String> privileges, String contents, String page) {
    private static final String PRESENT =
            """
            SELECT n.oid IS NOT NULL AS schema_there, c.oid IS NOT NULL AS table_there,
                   CASE WHEN n.oid IS NULL
                        THEN has_database_privilege(current_database(), 'CREATE')
                        ELSE has_schema_privilege(n.oid, 'CREATE') END AS may_create,
                   coalesce(has_schema_privilege(n.oid, 'USAGE')
                            AND (SELECT bool_and(has_table_privilege(c.oid, privilege))
                                   FROM unnest(?) AS privilege), false) AS may_write
              FROM (SELECT 1) AS one
              LEFT JOIN pg_namespace n ON n.nspname = 'millrace'
              LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = ?
            """;

    /** Two pipelines may start at once, each with tables of its own to create in the schema. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtext('millrace'))";

    public ControlTable {
        privileges = List.copyOf(privileges);
    }

    /** Its name with the schema. */
    public String qualifiedName() {
        return "millrace." + name;
    }

    /** What keeps a pipeline from using the table; changes nothing. */
    public Optional<Problem> problem(Connection connection, SourceSpec source) throws SQLException {
        Present present = present(connection);
        String user = source.connection().username();
        if (present.table && !present.mayWrite) {
            return Optional.of(
                    new Problem(
                            source.place(),
                            "The user '"
                                    + user
                                    + "' may not write "
                                    + contents
                                    + " into "
                                    + qualifiedName(),
                            "Run " + grants(user) + "."));
        }
        if (!present.table && !present.mayCreate) {
            String right =
                    present.schema
                            ? "CREATE ON SCHEMA millrace"
                            : "CREATE ON DATABASE "
                                    + Identifiers.quote(source.connection().database());
            return Optional.of(
                    new Problem(
                            source.place(),
                            "The user '"
                                    + user
                                    + "' may not create the table "
                                    + qualifiedName()
                                    + " for "
                                    + contents,
                            "Run GRANT "
                                    + right
                                    + " TO "
                                    + Identifiers.quote(user)
                                    + ", or create the table as "
                                    + page
                                    + " shows."));
        }
        return Optional.empty();
    }

    /** The statements that let a user use the table. */
    public String grants(String user) {
        String quoted = Identifiers.quote(user);
        return "GRANT USAGE ON SCHEMA millrace TO "
                + quoted
                + "; GRANT "
                + String.join(", ", privileges)
                + " ON "
                + qualifiedName()
                + " TO "
                + quoted;
    }

    public boolean exists(Connection connection) throws SQLException {
        return present(connection).table;
    }

    /**
     * Creates schema and table where they are missing.
     *
     * @param connection commits each statement
     */
    public void create(Connection connection) throws SQLException {
        if (exists(connection)) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            Present present = present(connection);
            if (!present.schema) {
                statement.execute("CREATE SCHEMA millrace");
            }
            if (!present.table) {
                statement.execute(ddl);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private Present present(Connection connection) throws SQLException {
        Array needed = connection.createArrayOf("text", privileges.toArray());
        try (PreparedStatement statement = connection.prepareStatement(PRESENT)) {
            statement.setArray(1, needed);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Present(
                        row.getBoolean("schema_there"),
                        row.getBoolean("table_there"),
                        row.getBoolean("may_create"),
                        row.getBoolean("may_write"));
            }
        }
    }

    private record Present(boolean schema, boolean table, boolean mayCreate, boolean mayWrite) {}
}
