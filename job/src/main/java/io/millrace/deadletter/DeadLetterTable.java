package io.millrace.deadletter;

import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The table {@code millrace.dead_letter}, which all pipelines of a database share. */
public final class DeadLetterTable {
    static final String NAME = "millrace.dead_letter";

    /** As the documentation has it, for those who create it themselves. */
    static final String DDL =
            """
            CREATE TABLE millrace.dead_letter (
              id           uuid PRIMARY KEY,      -- made of pipeline, flow, row, position and document
              pipeline     text NOT NULL,
              flow         text NOT NULL,
              sink         text NOT NULL,
              action       text NOT NULL,         -- insert, update, delete, read or truncate
              table_schema text NOT NULL,
              table_name   text NOT NULL,
              row_key      text NOT NULL,         -- the primary key, as in a document's id
              record       json,                  -- the row, as the change left it
              route        text,
              document_id  text,                  -- null: the flow could not make a document
              document     json,
              error        text NOT NULL,
              attempts     int NOT NULL,
              lsn          pg_lsn NOT NULL,       -- where the change stands in the log,
              lsn_index    bigint NOT NULL,       -- and which one it is there
              version      bigint NOT NULL,
              failed_at    timestamptz NOT NULL
            )
            """;

    private static final String PRESENT =
            """
            SELECT n.oid IS NOT NULL AS schema_there, c.oid IS NOT NULL AS table_there,
                   CASE WHEN n.oid IS NULL
                        THEN has_database_privilege(current_database(), 'CREATE')
                        ELSE has_schema_privilege(n.oid, 'CREATE') END AS may_create,
                   coalesce(has_schema_privilege(n.oid, 'USAGE')
                            AND has_table_privilege(c.oid, 'INSERT')
                            AND has_table_privilege(c.oid, 'SELECT'), false) AS may_write
              FROM (SELECT 1) AS one
              LEFT JOIN pg_namespace n ON n.nspname = 'millrace'
              LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'dead_letter'
            """;

    /** Two pipelines may start at once. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtext('millrace.dead_letter'))";

    private final Connection connection;

    public DeadLetterTable(Connection connection) {
        this.connection = connection;
    }

    /** What keeps a pipeline from writing its dead letters; changes nothing. */
    public Optional<Problem> problem(SourceSpec source) throws SQLException {
        Present present = present();
        String user = Identifiers.quote(source.connection().username());
        if (present.table && !present.mayWrite) {
            return Optional.of(
                    new Problem(
                            source.place(),
                            "The user '"
                                    + source.connection().username()
                                    + "' may not write dead letters into "
                                    + NAME,
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
                                    + source.connection().username()
                                    + "' may not create the table "
                                    + NAME
                                    + " for dead letters",
                            "Run GRANT "
                                    + right
                                    + " TO "
                                    + user
                                    + ", or create the table as docs/running.md shows."));
        }
        return Optional.empty();
    }

    static String grants(String quotedUser) {
        return "GRANT USAGE ON SCHEMA millrace TO "
                + quotedUser
                + "; GRANT SELECT, INSERT ON "
                + NAME
                + " TO "
                + quotedUser;
    }

    /** Creates schema and table where they are missing. */
    public void create() throws SQLException {
        if (present().table) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            Present present = present();
            if (!present.schema) {
                statement.execute("CREATE SCHEMA millrace");
            }
            if (!present.table) {
                statement.execute(DDL);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private Present present() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PRESENT)) {
            row.next();
            return new Present(
                    row.getBoolean("schema_there"),
                    row.getBoolean("table_there"),
                    row.getBoolean("may_create"),
                    row.getBoolean("may_write"));
        }
    }

    private record Present(boolean schema, boolean table, boolean mayCreate, boolean mayWrite) {}
}
