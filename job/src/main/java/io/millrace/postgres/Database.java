package io.millrace.postgres;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.SourceSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** Opens sessions on the source database. */
public final class Database {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Database() {}

    /**
     * Opens a session that commits each statement, in the time zone of this JVM.
     *
     * @throws SQLException if the server cannot be reached or refuses; never holds the password
     */
    public static Connection connect(SourceSpec source) throws SQLException {
        return server(source).getConnection();
    }

    /**
     * Opens a session that writes nothing.
     *
     * @throws SQLException as {@link #connect}
     */
    public static Connection connectReadOnly(SourceSpec source) throws SQLException {
        Connection session = connect(source);
        try (Statement statement = session.createStatement()) {
            statement.execute("SET default_transaction_read_only = on");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Opens a session that can follow a slot of the database ({@code replication=database}), and
     * else takes simple statements only.
     *
     * @throws SQLException as {@link #connect}
     */
    public static Connection replicate(SourceSpec source) throws SQLException {
        PGSimpleDataSource server = server(source);
        server.setReplication("database");
        server.setPreferQueryMode(PreferQueryMode.SIMPLE);
        server.setAssumeMinServerVersion("10");
        return server.getConnection();
    }

    private static PGSimpleDataSource server(SourceSpec source) throws SQLException {
        ConnectionSpec connection = source.connection();
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setServerNames(new String[] {connection.hostname()});
        server.setPortNumbers(new int[] {connection.port()});
        server.setDatabaseName(connection.database());
        server.setUser(connection.username());
        server.setPassword(connection.password().value());
        server.setApplicationName("millrace");
        server.setTcpKeepAlive(true);
        server.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        TlsSockets.register(connection.tls());
        for (var property : TlsSockets.properties(connection.tls()).entrySet()) {
            server.setProperty(property.getKey(), property.getValue());
        }
        return server;
    }
}
