package io.millrace.source.cdc;

import io.debezium.jdbc.JdbcConfiguration;
import io.millrace.postgres.TlsSockets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.cdc.connectors.base.config.JdbcSourceConfig;
import org.apache.flink.cdc.connectors.base.relational.connection.ConnectionPoolId;
import org.apache.flink.cdc.connectors.postgres.source.PostgresConnectionPoolFactory;

/**
 * Flink CDC's connections for questions and for reading tables. Its own pool passes on none of
 * Debezium's properties, so that these connections would be encrypted or not as the server likes;
 * and it knows its connections by their address alone.
 */
final class EncryptedPool extends PostgresConnectionPoolFactory {
    @Override
    public String getJdbcUrl(JdbcSourceConfig settings) {
        Properties debezium = settings.getDbzProperties();
        return TlsSockets.PROPERTIES.stream()
                .map(name -> name + "=" + encoded(debezium.getProperty("database." + name)))
                .collect(Collectors.joining("&", super.getJdbcUrl(settings) + "?", ""));
    }

    @Override
    public ConnectionPoolId getPoolId(JdbcConfiguration connection, String factory) {
        String howEncrypted =
                TlsSockets.PROPERTIES.stream()
                        .map(connection::getString)
                        .collect(Collectors.joining(" "));
        return new ConnectionPoolId(
                connection.getHostname(),
                connection.getPort(),
                connection.getUser(),
                connection.getDatabase() + " " + howEncrypted,
                factory);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
