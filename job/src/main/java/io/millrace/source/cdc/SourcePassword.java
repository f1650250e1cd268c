package io.millrace.source.cdc;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Secret;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/**
 * Tells pgjdbc the password of Debezium's connections. Debezium's own properties end up in the log,
 * so it is given a placeholder, and pgjdbc asks here, by user and address, in the same JVM.
 */
public final class SourcePassword implements AuthenticationPlugin {
    private static final Map<String, Secret> PASSWORDS = new ConcurrentHashMap<>();

    private final String account;

    /**
     * For pgjdbc.
     *
     * @param connection the connection's properties
     */
    public SourcePassword(Properties connection) {
        this.account =
                account(
                        connection.getProperty("user"),
                        connection.getProperty("PGHOST"),
                        connection.getProperty("PGPORT"));
    }

    /** Makes the password of a source known in this JVM. */
    static void register(ConnectionSpec source) {
        PASSWORDS.put(
                account(source.username(), source.hostname(), String.valueOf(source.port())),
                source.password());
    }

    @Override
    public char[] getPassword(AuthenticationRequestType type) {
        Secret password = PASSWORDS.get(account);
        return password == null ? null : password.value().toCharArray();
    }

    private static String account(String user, String host, String port) {
        return user + "@" + host + ":" + port;
    }
}
