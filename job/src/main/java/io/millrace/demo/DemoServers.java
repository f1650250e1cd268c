package io.millrace.demo;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The servers that the demo runs against.
 *
 * @param host of Postgres
 * @param database is there, and has no table {@code products}
 * @param elasticsearch such as {@code http://localhost:9200}
 */
public record DemoServers(
        String host,
        int port,
        String database,
        String username,
        String password,
        URI elasticsearch) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + database, username, password);
    }

    /** For psql. The demo's password is no secret. */
    String postgresUrl() {
        return "postgresql://"
                + username
                + ":"
                + password
                + "@"
                + host
                + ":"
                + port
                + "/"
                + database;
    }
}
