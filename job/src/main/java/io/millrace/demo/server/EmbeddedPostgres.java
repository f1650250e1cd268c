package io.millrace.demo.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A real Postgres 17 of its own data folder, ready for logical replication. */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USERNAME = "postgres";
    public static final String PASSWORD = "postgres";

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.server = server;
    }

    public static EmbeddedPostgres start() throws IOException {
        return start(Map.of());
    }

    /**
     * @param settings of the server, over those that logical replication needs
     */
    public static EmbeddedPostgres start(Map<String, String> settings) throws IOException {
        Path data = Files.createTempDirectory("millrace-postgres-");
        var builder =
                io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(true)
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("max_replication_slots", "50")
                        .setServerConfig("max_wal_senders", "50")
                        .setServerConfig("max_connections", "200");
        settings.forEach(builder::setServerConfig);
        return new EmbeddedPostgres(builder.start());
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USERNAME, PASSWORD);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
