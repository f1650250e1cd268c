package io.millrace.postgres;

import io.millrace.config.SourceSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens sessions on the source database. */
public final class Database {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private Database() {}

    /**
     * Opens a session in UTC that commits each statement.
     *
     * @throws SQLException if the server cannot be reached or refuses; never holds the password
     */
    public static Connection connect(SourceSpec source) throws SQLException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setServerNames(new String[] {source.hostname()});
        server.setPortNumbers(new int[] {source.port()});
        server.setDatabaseName(source.database());
        server.setUser(source.username());
        server.setPassword(source.password().value());
        server.setApplicationName("millrace");
        server.setOptions("-c TimeZone=UTC");
        server.setTcpKeepAlive(true);
        server.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds());
        return server.getConnection();
    }
}
