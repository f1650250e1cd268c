package io.millrace.backfill;

import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.ControlTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/**
 * The table {@code millrace.backfill}, which all pipelines of a database share: what is asked of
 * backfills, and what has become of it. Users write it too, by SQL.
 */
public final class BackfillTable {
    /** As the documentation has it, for those who create it themselves. */
    static final String DDL =
            """
            CREATE TABLE millrace.backfill (
              id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              pipeline       text NOT NULL,
              flow           text NOT NULL,
              table_schema   text NOT NULL,
              table_name     text NOT NULL,
              condition      text,                   -- in Postgres's SQL, on the table's columns; null: all rows
              reason         text NOT NULL DEFAULT 'request' CHECK (reason IN ('initial', 'request')),
              state          text NOT NULL DEFAULT 'requested'
                             CHECK (state IN ('requested', 'running', 'paused', 'finished', 'failed', 'cancelled')),
              rows_estimated bigint,                 -- as the server guessed when it began
              rows_read      bigint NOT NULL DEFAULT 0,
              requested_at   timestamptz NOT NULL DEFAULT now(),
              started_at     timestamptz,
              finished_at    timestamptz,
              updated_at     timestamptz NOT NULL DEFAULT now(),
              error          text
            );
            CREATE UNIQUE INDEX backfill_open ON millrace.backfill (pipeline, flow, table_schema, table_name)
              WHERE state IN ('requested', 'running', 'paused')
            """;

    private static final ControlTable TABLE =
            new ControlTable(
                    "backfill",
                    DDL,
                    List.of("SELECT", "INSERT", "UPDATE"),
                    "backfills",
                    "docs/backfill.md");

    private static final String OPEN = "state IN ('requested', 'running', 'paused')";

    /** Else two requests for the same tables could wait for each other. */
    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtext('millrace.backfill'))";

    private static final String REQUEST =
            """
            INSERT INTO millrace.backfill (pipeline, flow, table_schema, table_name, condition, reason)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            RETURNING id
            """;

    private final Connection connection;
    private final BackfillQuery query;

    /**
     * @param connection commits each statement
     */
    public BackfillTable(Connection connection) {
        this.connection = connection;
        this.query = new BackfillQuery(connection);
    }

    /** What keeps a pipeline from using the table; changes nothing. */
    public Optional<Problem> problem(SourceSpec source) throws SQLException {
        return TABLE.problem(connection, source);
    }

    public boolean exists() throws SQLException {
        return TABLE.exists(connection);
    }

    /** Creates schema and table where they are missing. */
    public void create() throws SQLException {
        TABLE.create(connection);
    }

    /**
     * Requests all, or nothing.
     *
     * @return the ids, in the order of the requests; initial ones whose flow and table have an open
     *     backfill have none
     * @throws OpenBackfillException if one that is not initial has an open one before it
     */
    public List<Long> request(String pipeline, List<BackfillRequest> requests) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(ONE_AT_A_TIME);
            List<Long> ids = new ArrayList<>();
            List<Backfill> inTheWay = new ArrayList<>();
            for (BackfillRequest request : requests) {
                Optional<Long> id;
                List<Backfill> before;
                do {
                    id = insert(pipeline, request);
                    before = id.isPresent() ? List.of() : open(pipeline, request);
                    // The one before has just ended where there is neither.
                } while (id.isEmpty() && before.isEmpty());
                id.ifPresent(ids::add);
                if (request.reason() == BackfillReason.REQUEST) {
                    inTheWay.addAll(before);
                }
            }
            if (!inTheWay.isEmpty()) {
                throw new OpenBackfillException(inTheWay);
            }
            connection.commit();
            return ids;
        } catch (SQLException | OpenBackfillException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<Backfill> open(String pipeline, BackfillRequest request) throws SQLException {
        return query.select(
                pipeline,
                OPEN + " AND flow = ? AND table_schema = ? AND table_name = ?",
                request.flow(),
                request.table().schema(),
                request.table().name());
    }

    private Optional<Long> insert(String pipeline, BackfillRequest request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REQUEST)) {
            statement.setString(1, pipeline);
            statement.setString(2, request.flow());
            statement.setString(3, request.table().schema());
            statement.setString(4, request.table().name());
            statement.setString(5, request.condition());
            statement.setString(6, request.reason().toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /**
     * The backfills of a pipeline that are known already, as they are now, and those that are new:
     * of higher ids, or which nobody has begun, since an id can be committed after a higher one. By
     * id.
     */
    public List<Backfill> find(String pipeline, Collection<Long> known, long after)
            throws SQLException {
        return query.select(
                pipeline,
                "(id = ANY (?) OR id > ? OR state = 'requested')",
                connection.createArrayOf("bigint", known.toArray()),
                after);
    }

    /** All backfills of a pipeline, by id. */
    public List<Backfill> list(String pipeline) throws SQLException {
        return query.select(pipeline, "true");
    }

    /**
     * It begins to be read. One that is paused or ended meanwhile stays so.
     *
     * @param rowsEstimated null if unknown
     */
    public void started(long id, @Nullable Long rowsEstimated) throws SQLException {
        String update =
                """
                UPDATE millrace.backfill
                   SET state = CASE state WHEN 'requested' THEN 'running' ELSE state END,
                       rows_estimated = ?, started_at = coalesce(started_at, now()),
                       updated_at = now()
                 WHERE id = ? AND\s"""
                        + OPEN;
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setObject(1, rowsEstimated, Types.BIGINT);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    /** So many rows were read so far, whatever its phase is by now. */
    public void progress(long id, long rowsRead) throws SQLException {
        String update =
                "UPDATE millrace.backfill SET rows_read = ?, updated_at = now() WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setLong(1, rowsRead);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    /**
     * Nothing of it is left to read. One that ended before stays as it is, such as cancelled; one
     * that is paused ends, since there is nothing to hold back.
     *
     * @param phase in which it is not open
     * @param error why it failed; null otherwise
     */
    public void ended(long id, BackfillPhase phase, @Nullable String error) throws SQLException {
        if (phase.open()) {
            throw new IllegalArgumentException("A backfill does not end as " + phase);
        }
        String update =
                """
                UPDATE millrace.backfill
                   SET state = ?, error = ?, finished_at = now(), updated_at = now()
                 WHERE id = ? AND\s"""
                        + OPEN;
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, phase.toString());
            statement.setString(2, error == null ? null : error.replace('\0', '\uFFFD'));
            statement.setLong(3, id);
            statement.executeUpdate();
        }
    }

    /** Whether its phase allows it, and it is paused now. */
    public boolean pause(long id) throws SQLException {
        return changed(id, "state = 'paused'", "state IN ('requested', 'running')");
    }

    /** Whether its phase allows it, and it goes on now. */
    public boolean resume(long id) throws SQLException {
        return changed(
                id,
                "state = CASE WHEN started_at IS NULL THEN 'requested' ELSE 'running' END",
                "state = 'paused'");
    }

    /** Whether its phase allows it, and it is cancelled now. */
    public boolean cancel(long id) throws SQLException {
        return changed(id, "state = 'cancelled', finished_at = now()", OPEN);
    }

    private boolean changed(long id, String what, String from) throws SQLException {
        String update =
                "UPDATE millrace.backfill SET "
                        + what
                        + ", updated_at = now() WHERE id = ? AND "
                        + from;
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setLong(1, id);
            return statement.executeUpdate() > 0;
        }
    }
}
