package io.millrace.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the server allows for logical replication.
 *
 * @param mayReplicate whether our user has the REPLICATION attribute or is a superuser
 * @param freeReplicationSlots of {@code max_replication_slots}
 */
public record ServerSettings(String walLevel, boolean mayReplicate, int freeReplicationSlots) {
    private static final String QUERY =
            """
            SELECT current_setting('wal_level') AS wal_level,
                   (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user)
                     AS may_replicate,
                   current_setting('max_replication_slots')::int
                     - (SELECT count(*) FROM pg_replication_slots)::int AS free_slots
            """;

    public static ServerSettings of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new ServerSettings(
                    row.getString("wal_level"),
                    row.getBoolean("may_replicate"),
                    row.getInt("free_slots"));
        }
    }
}
