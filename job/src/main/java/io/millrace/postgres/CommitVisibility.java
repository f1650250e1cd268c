package io.millrace.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a session sees what a transaction did. The log has a transaction's commit before other
 * sessions see it: a moment before, or as long as it waits for a synchronous standby.
 */
public final class CommitVisibility {
    /** The nearest id to the snapshot's that ends by these 32 bits, since the log has no more. */
    private static final String QUERY =
            """
            SELECT txid_visible_in_snapshot(
                     next + ((?::bigint - next + 2147483648) & 4294967295) - 2147483648, snapshot)
              FROM (SELECT s AS snapshot, txid_snapshot_xmax(s) AS next
                      FROM txid_current_snapshot() s) now
            """;

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Connection connection;

    public CommitVisibility(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns when the next statement will see what the transaction did.
     *
     * @param transactionId of a top-level transaction whose commit was read from the log
     */
    public void await(long transactionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setLong(1, transactionId);
            while (!isVisible(statement)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean isVisible(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
