package io.millrace.testing;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.demo.server.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A database of its own on the one Postgres that all tests of a JVM share. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedPostgres server;
    private final String name;
    private final Connection connection;

    private TestDatabase(EmbeddedPostgres server, String name) throws SQLException {
        this.server = server;
        this.name = name;
        this.connection = server.connect(name);
    }

    public static TestDatabase create() throws SQLException {
        return on(Servers.postgres());
    }

    /** A database on a server of the test's own. */
    public static TestDatabase on(EmbeddedPostgres server) throws SQLException {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection admin = server.connect("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new TestDatabase(server, name);
    }

    public SourceSpec source() {
        return sourceAt("localhost", server.port());
    }

    /** Another way to the same database. */
    public SourceSpec sourceAt(String hostname, int port) {
        return new SourceSpec(
                new ConnectionSpec(
                        hostname,
                        port,
                        name,
                        EmbeddedPostgres.USERNAME,
                        new Secret(EmbeddedPostgres.PASSWORD)),
                new Place("test.yaml", 2));
    }

    public String name() {
        return name;
    }

    /** The session of the test itself, which commits each statement unless told otherwise. */
    public Connection connection() {
        return connection;
    }

    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    public void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The statements in one transaction. */
    public void transaction(String... statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(statements);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    public String value(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What Postgres says that an index of the table must hold: {@code to_jsonb} by key. */
    public Map<String, String> documents(String table, String keyExpression) throws SQLException {
        Map<String, String> documents = new TreeMap<>();
        try (Connection session = server.connect(name);
                Statement statement = session.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT "
                                    + keyExpression
                                    + ", to_jsonb(t)::text FROM "
                                    + table
                                    + " t")) {
                while (rows.next()) {
                    documents.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return documents;
    }

    /** The server otherwise trusts everybody. */
    public void requirePasswordOf(String user) throws SQLException, IOException {
        requireOfConnections("host all " + user + " all scram-sha-256\n");
    }

    /**
     * @param rules lines of pg_hba.conf, which come before those there are
     */
    public void requireOfConnections(String rules) throws SQLException, IOException {
        Path file = Path.of(value("SHOW hba_file"));
        String all = Files.readString(file);
        Files.writeString(file, rules + all);
        execute("SELECT pg_reload_conf()");
    }

    /** Drops what a pipeline leaves on the server, so that slots do not run out. */
    @Override
    public void close() throws SQLException {
        connection.close();
        try (Connection admin = server.connect("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                            + " WHERE active AND database = '"
                            + name
                            + "'");
            Awaitility.await()
                    .ignoreExceptions()
                    .until(
                            () ->
                                    statement.execute(
                                            "SELECT pg_drop_replication_slot(slot_name) FROM"
                                                    + " pg_replication_slots WHERE database = '"
                                                    + name
                                                    + "'"));
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
