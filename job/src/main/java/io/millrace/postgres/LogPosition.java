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

    /** Of the log, as Postgres is built by default. */
    private static final long PAGE_SIZE = 8192;

    private static final long SHORT_HEADER = 24;
    private static final long LONG_HEADER = 40;

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
     * The last position before the end of the log: everything that was written began its record at
     * it or before.
     *
     * @param insertLsn where the next record would be inserted. At the start of a page that is
     *     behind the page's header, to which the log does not come before there is a record
     */
    public static long lastBefore(long insertLsn) {
        long inPage = insertLsn % PAGE_SIZE;
        boolean behindHeader = inPage == SHORT_HEADER || inPage == LONG_HEADER;
        return (behindHeader ? insertLsn - inPage : insertLsn) - 1;
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
