package io.millrace.postgres;

import java.sql.Connection;
import java.sql.SQLException;
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
     * @param transactionId of a top-level transaction whose commit was read from the log
     * @return what it sees at least
     */
    public Snapshot await(long transactionId) throws SQLException {
        Snapshot snapshot = Snapshot.current(connection);
        while (!snapshot.sees(transactionId)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            snapshot = Snapshot.current(connection);
        }
        return snapshot;
    }
}
