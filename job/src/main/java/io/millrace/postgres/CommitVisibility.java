package io.millrace.postgres;

import io.millrace.change.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a session sees what a transaction did. The log has a transaction's commit before other
 * sessions see it: a moment before, or as long as it waits for a synchronous standby.
 */
public final class CommitVisibility {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Connection connection;

    public CommitVisibility(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns when the session sees what the transaction did.
     *
     * @param transactionId whole, of a top-level transaction whose commit was read from the log
     * @return what it sees at least
     */
    public Snapshot await(long transactionId) throws SQLException {
        Snapshot snapshot = current();
        while (!snapshot.shows(transactionId)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            snapshot = current();
        }
        return snapshot;
    }

    private Snapshot current() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            row.next();
            return Snapshot.parse(row.getString(1));
        }
    }
}
