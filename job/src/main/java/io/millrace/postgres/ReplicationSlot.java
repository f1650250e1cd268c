package io.millrace.postgres;

import io.millrace.change.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A logical replication slot: the server's promise to keep the log from where its reader stands.
 *
 * @param database the database it was created in
 * @param activePid the server process that is reading it, or 0
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param confirmedFlushLsn transactions that committed before this position are not sent again
 */
public record ReplicationSlot(
        String name,
        String plugin,
        String database,
        int activePid,
        String walStatus,
        long confirmedFlushLsn) {

    public static final String PLUGIN = "pgoutput";

    private static final String FIND =
            """
            SELECT plugin, database, coalesce(active_pid, 0) AS active_pid,
                   coalesce(wal_status, 'lost') AS wal_status,
                   coalesce(confirmed_flush_lsn, '0/0')::text AS confirmed_flush_lsn
              FROM pg_replication_slots WHERE slot_name = ? AND slot_type = 'logical'
            """;

    public static Optional<ReplicationSlot> find(Connection connection, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new ReplicationSlot(
                                name,
                                row.getString("plugin"),
                                row.getString("database"),
                                row.getInt("active_pid"),
                                row.getString("wal_status"),
                                Lsn.parse(row.getString("confirmed_flush_lsn"))));
            }
        }
    }

    /**
     * Creates the slot; waits until every transaction that is now in progress has ended. Standbys
     * may keep it in step for a failover, which Postgres can since version 17.
     */
    public static void create(Connection connection, String name) throws SQLException {
        boolean failover = connection.getMetaData().getDatabaseMajorVersion() >= 17;
        execute(
                connection,
                failover
                        ? "SELECT pg_create_logical_replication_slot(?, 'pgoutput', failover => true)"
                        : "SELECT pg_create_logical_replication_slot(?, 'pgoutput')",
                name);
    }

    public static void drop(Connection connection, String name) throws SQLException {
        execute(connection, "SELECT pg_drop_replication_slot(?)", name);
    }

    /** Whether the server has dropped log that this slot's reader still needs. */
    public boolean lost() {
        return walStatus.equals("lost");
    }

    private static void execute(Connection connection, String sql, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
