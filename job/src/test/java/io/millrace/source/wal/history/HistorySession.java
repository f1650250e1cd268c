package io.millrace.source.wal.history;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * A session that goes on after errors: inside a transaction each attempt is a subtransaction, and
 * one that must wait for another session is given up.
 */
public final class HistorySession implements AutoCloseable {
    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type,
                   a.attgenerated <> '' AS generated,
                   a.attnum = ANY (k.indkey::int2[]) AS key,
                   ARRAY(SELECT enumlabel::text FROM pg_enum e
                          WHERE e.enumtypid IN (t.oid, t.typelem) ORDER BY enumsortorder) AS labels
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
              JOIN pg_index k ON k.indrelid = a.attrelid AND k.indisprimary
             WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum
            """;

    /** Internal errors, and those of the connection. */
    private static final Set<String> NOT_TO_HAPPEN = Set.of("08", "57", "58", "XX");

    private final Connection connection;
    private final Statement statement;
    private final List<String> carriedOut;
    private boolean open;
    private int savepoints;

    /**
     * @param carriedOut gets every statement
     */
    public HistorySession(Connection connection, List<String> carriedOut) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.carriedOut = carriedOut;
        statement.execute("SET lock_timeout = '5ms'; SET client_min_messages = error");
    }

    public boolean isOpen() {
        return open;
    }

    public boolean begin() throws SQLException {
        if (open) {
            return false;
        }
        execute("BEGIN");
        open = true;
        return true;
    }

    /**
     * @param statement {@code COMMIT}, {@code ROLLBACK} or {@code PREPARE TRANSACTION}
     */
    public boolean end(String statement) throws SQLException {
        if (!open) {
            return false;
        }
        open = false;
        savepoints = 0;
        execute(statement);
        return true;
    }

    public boolean savepoint() throws SQLException {
        if (!open) {
            return false;
        }
        execute("SAVEPOINT s" + savepoints++);
        return true;
    }

    /**
     * @param statement {@code ROLLBACK TO} or {@code RELEASE}
     */
    public boolean endSavepoint(String statement) throws SQLException {
        if (savepoints == 0) {
            return false;
        }
        execute(statement + " SAVEPOINT s" + --savepoints);
        return true;
    }

    /** Carries all out, or nothing. */
    public boolean attempt(List<String> sql) throws SQLException {
        if (open) {
            return attemptInside(sql);
        }
        if (sql.size() == 1) {
            return attemptAlone(sql.get(0));
        }
        begin();
        boolean done = attemptInside(sql);
        end(done ? "COMMIT" : "ROLLBACK");
        return done;
    }

    /** Outside of a transaction. */
    public boolean attemptAlone(String sql) throws SQLException {
        try {
            execute(sql);
            return true;
        } catch (SQLException e) {
            requireUsual(e, sql);
            return false;
        }
    }

    private boolean attemptInside(List<String> sql) throws SQLException {
        statement.execute("SAVEPOINT attempt");
        try {
            for (String one : sql) {
                execute(one);
            }
            statement.execute("RELEASE SAVEPOINT attempt");
            return true;
        } catch (SQLException e) {
            requireUsual(e, String.join("; ", sql));
            execute("ROLLBACK TO SAVEPOINT attempt");
            statement.execute("RELEASE SAVEPOINT attempt");
            return false;
        }
    }

    /** {@code COPY}, which logs many rows as one. */
    boolean copy(String table, List<String> columns, String rows) throws SQLException {
        String sql = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN";
        if (open) {
            statement.execute("SAVEPOINT attempt");
        }
        try {
            carriedOut.add(sql + "\n" + rows);
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows));
            return true;
        } catch (SQLException e) {
            requireUsual(e, sql);
            if (open) {
                execute("ROLLBACK TO SAVEPOINT attempt");
            }
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<HistoryColumn> columns(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                List<HistoryColumn> columns = new ArrayList<>();
                while (row.next()) {
                    columns.add(
                            new HistoryColumn(
                                    row.getString("attname"),
                                    row.getString("type"),
                                    row.getBoolean("generated"),
                                    row.getBoolean("key"),
                                    List.of((String[]) row.getArray("labels").getArray())));
                }
                return columns;
            }
        }
    }

    public List<String> texts(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    private void execute(String sql) throws SQLException {
        carriedOut.add("[" + statement.hashCode() % 1000 + "] " + sql);
        statement.execute(sql);
    }

    private static void requireUsual(SQLException error, String sql) {
        if (NOT_TO_HAPPEN.contains(error.getSQLState().substring(0, 2))) {
            throw new IllegalStateException(sql, error);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
