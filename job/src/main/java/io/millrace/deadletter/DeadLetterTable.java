package io.millrace.deadletter;

import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.ControlTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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

    private static final ControlTable TABLE =
            new ControlTable(
                    "dead_letter",
                    DDL,
                    List.of("SELECT", "INSERT"),
                    "dead letters",
                    "docs/running.md");

    private final Connection connection;

    public DeadLetterTable(Connection connection) {
        this.connection = connection;
    }

    /** What keeps a pipeline from writing its dead letters; changes nothing. */
    public Optional<Problem> problem(SourceSpec source) throws SQLException {
        return TABLE.problem(connection, source);
    }

    static String grants(String user) {
        return TABLE.grants(user);
    }

    /** Creates schema and table where they are missing. */
    public void create() throws SQLException {
        TABLE.create(connection);
    }
}
