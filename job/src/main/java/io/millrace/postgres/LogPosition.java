package io.millrace.postgres;

import io.millrace.change.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What the server says of its log and of those who follow it. */
public final class LogPosition {
    private static final String CURRENT =
            """
            SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                        ELSE pg_current_wal_lsn() END
            """;
    private static final String SENDER_TIMEOUT =
            "SELECT setting::int FROM pg_settings WHERE name = 'wal_sender_timeout'";

    private LogPosition() {}

    /** Where the log ends now; on a standby, up to where it was replayed. */
    public static long current(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CURRENT)) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    /**
     * How long a follower may be silent in a session like this one; zero for as long as it will.
     */
    public static Duration senderTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SENDER_TIMEOUT)) {
            row.next();
            return Duration.ofMillis(row.getInt(1));
        }
    }
}
