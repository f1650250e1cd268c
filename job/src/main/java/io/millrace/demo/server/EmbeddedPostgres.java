package io.millrace.demo.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A real Postgres 17 as a child process, ready for logical replication, for the demo and for tests.
 * It keeps its data in a temporary folder, and leaves neither a process nor a file behind.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USERNAME = "postgres";
    public static final String PASSWORD = "postgres";

    private static final int PORTS_TRIED = 100;

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final Watchdog watchdog;

    private EmbeddedPostgres(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server, Watchdog watchdog) {
        this.server = server;
        this.watchdog = watchdog;
    }

    /** Starts a server on any free port. */
    public static EmbeddedPostgres start() throws IOException {
        return start(0, Map.of());
    }

    /**
     * Starts a server; returns when it takes connections.
     *
     * @param preferredPort the port to listen on, or, where it is taken, one of the 99 above it; 0
     *     for any free port
     * @param settings of the server, over those that logical replication needs
     */
    public static EmbeddedPostgres start(int preferredPort, Map<String, String> settings)
            throws IOException {
        Path folder = Files.createTempDirectory("millrace-postgres-");
        Path data = folder.resolve("data");
        Watchdog watchdog =
                Watchdog.start(folder, Watchdog.StopSignal.INT, data.resolve("postmaster.pid"));
        try {
            var builder =
                    io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(true)
                            .setOverrideWorkingDirectory(
                                    ServerCache.folder(ServerUser.ofOwner(folder))
                                            .resolve("postgres")
                                            .toFile())
                            .setPort(freePort(preferredPort))
                            .setServerConfig("wal_level", "logical")
                            // The library's default, off, shows a commit to readers of the log
                            // only when the WAL writer next wakes up, after up to 200 ms.
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_replication_slots", "50")
                            .setServerConfig("max_wal_senders", "50")
                            .setServerConfig("max_connections", "200");
            settings.forEach(builder::setServerConfig);
            return new EmbeddedPostgres(builder.start(), watchdog);
        } catch (IOException | RuntimeException e) {
            watchdog.close();
            throw e;
        }
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
        watchdog.close();
    }

    private static int freePort(int preferred) throws IOException {
        if (preferred != 0) {
            return IntStream.range(preferred, preferred + PORTS_TRIED)
                    .filter(EmbeddedPostgres::isFree)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "No port from "
                                                    + preferred
                                                    + " to "
                                                    + (preferred + PORTS_TRIED - 1)
                                                    + " is free for Postgres"));
        }
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
