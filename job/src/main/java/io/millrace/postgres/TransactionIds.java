package io.millrace.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tells the whole transaction ids of a log, which has but their last 32 bits. Two that follow each
 * other are never 2³¹ apart, since Postgres stops before transactions in reach of a slot are.
 */
public final class TransactionIds {
    private static final String NEXT =
            "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private long last;

    /**
     * @param near one that is less than 2³¹ away from the first
     */
    public TransactionIds(long near) {
        this.last = near;
    }

    /** For a log that is read from the server of the session. */
    public static TransactionIds of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NEXT)) {
            row.next();
            return new TransactionIds(row.getLong(1));
        }
    }

    /**
     * The whole id, of 64 bits.
     *
     * @param id as the log has it
     */
    public long whole(long id) {
        last += (int) (id - last);
        return last;
    }
}
