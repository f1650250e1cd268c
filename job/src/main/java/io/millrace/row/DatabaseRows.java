package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.postgres.Outage;
import io.millrace.postgres.Table;
import io.millrace.postgres.TextFormat;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/**
 * Reads rows of the source database by their primary keys, in a session that is opened when it is
 * first needed. What passes, such as a lost connection, is waited for a while.
 */
public final class DatabaseRows implements SourceRows {
    private static final long serialVersionUID = 1L;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration MAX_PAUSE = Duration.ofMillis(500);

    /** The table or its schema was dropped since. */
    private static final Set<String> GONE = Set.of("42P01", "3F000");

    private final SourceSpec source;
    private final Map<TableName, Table> tables = new HashMap<>();
    @Nullable private transient Connection session;
    private transient Map<TableName, PreparedStatement> queries;

    /**
     * @param tables those whose rows are asked for
     */
    public DatabaseRows(SourceSpec source, Collection<Table> tables) {
        this.source = source;
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    /**
     * The log may tell of a transaction a moment before the server's sessions see what it did, or
     * for longer where a commit waits for a standby.
     */
    @Override
    public Optional<ReadRow> read(RowKey key, long transactionId)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            IOException failure;
            try {
                Found found = find(key);
                if (found.snapshot().shows(transactionId)) {
                    return found.row();
                }
                failure = notVisible(key, transactionId);
            } catch (SQLException e) {
                discardSession(e);
                if (GONE.contains(String.valueOf(e.getSQLState()))) {
                    return Optional.empty();
                }
                failure = failed(key, e);
                if (!Outage.isCauseOf(e)) {
                    throw failure;
                }
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw failure;
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
        }
    }

    /** A look at the table, and the row if there was one. */
    private record Found(Snapshot snapshot, @Nullable String record) {
        Optional<ReadRow> row() {
            return Optional.ofNullable(record).map(text -> new ReadRow(Json.of(text), snapshot));
        }
    }

    private Found find(RowKey key) throws SQLException {
        PreparedStatement query = query(key.table());
        List<String> values = key.values(tables.get(key.table()).primaryKey().size());
        for (int i = 0; i < values.size(); i++) {
            query.setObject(i + 1, values.get(i), Types.OTHER);
        }
        try (ResultSet result = query.executeQuery()) {
            result.next();
            return new Found(Snapshot.parse(result.getString(1)), result.getString(2));
        }
    }

    private static IOException failed(RowKey key, SQLException cause) {
        return new IOException(
                "Cannot read the row " + key + " again: " + cause.getMessage(), cause);
    }

    private static IOException notVisible(RowKey key, long transactionId) {
        return new IOException(
                "Cannot read the row "
                        + key
                        + " again: the transaction "
                        + transactionId
                        + " is in the log, but not visible yet, as when its commit waits for a"
                        + " standby");
    }

    private void discardSession(SQLException failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private PreparedStatement query(TableName name) throws SQLException {
        if (session == null) {
            session = Database.connect(source);
            session.setNetworkTimeout(Runnable::run, (int) ANSWER_TIMEOUT.toMillis());
            session.setReadOnly(true);
            TextFormat.applyTo(session);
            queries = new HashMap<>();
        }
        PreparedStatement query = queries.get(name);
        if (query == null) {
            query = session.prepareStatement(RowQuery.of(tables.get(name)));
            queries.put(name, query);
        }
        return query;
    }

    @Override
    public void close() throws IOException {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new IOException("Cannot close the session that reads rows again", e);
            }
        }
    }
}
