package io.millrace.testing;

import io.millrace.demo.server.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.flink.util.FileUtils;

/** A physical standby of an embedded server: a copy of its files that follows it. */
public final class StandbyServer implements AutoCloseable {
    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    private StandbyServer(io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Copies the primary, and starts the copy.
     *
     * @param folder an empty one
     */
    public static StandbyServer of(EmbeddedPostgres primary, Path folder) throws Exception {
        Path data = folder.resolve("standby");
        Path binaries;
        try (Connection session = primary.connect("postgres");
                Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_create_physical_replication_slot('standby', true)");
            statement.execute("SELECT pg_backup_start('standby', true)");
            Path original = Path.of(value(statement, "SHOW data_directory"));
            copy(original, data);
            String label = value(statement, "SELECT labelfile FROM pg_backup_stop()");
            Files.writeString(data.resolve("backup_label"), label);
            binaries = binaries(value(statement, "SELECT pg_backend_pid()"));
        }
        Files.delete(data.resolve("postmaster.pid"));
        // The primary's slots, which are not a backup's.
        FileUtils.cleanDirectory(data.resolve("pg_replslot").toFile());
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                """
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s dbname=postgres'
                primary_slot_name = 'standby'
                hot_standby_feedback = on
                """
                        .formatted(primary.port(), EmbeddedPostgres.USERNAME),
                StandardOpenOption.APPEND);
        Builder builder =
                io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(binaries.toFile())
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_replication_slots", "50")
                        .setServerConfig("max_wal_senders", "50")
                        .setServerConfig("max_connections", "200");
        return new StandbyServer(builder.start());
    }

    public int port() {
        return server.getPort();
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port() + "/" + database,
                EmbeddedPostgres.USERNAME,
                EmbeddedPostgres.PASSWORD);
    }

    public void execute(String database, String... statements) throws SQLException {
        try (Connection session = connect(database);
                Statement statement = session.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public String value(String query) throws SQLException {
        try (Connection session = connect("postgres");
                Statement statement = session.createStatement()) {
            return value(statement, query);
        }
    }

    /** Makes it a primary. */
    public void promote() throws SQLException {
        execute("postgres", "SELECT pg_promote()");
    }

    /** Its owner and rights are the server's own. */
    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process copy =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        if (copy.waitFor() != 0) {
            throw new IOException(from + " could not be copied");
        }
    }

    /** The folder that the running server's program was unpacked into. */
    private static Path binaries(String pid) {
        String program =
                ProcessHandle.of(Long.parseLong(pid)).orElseThrow().info().command().orElseThrow();
        return Path.of(program).getParent().getParent().getParent();
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
