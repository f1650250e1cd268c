package io.millrace.config;

import java.io.Serializable;

/**
 * How to reach a Postgres database, and as whom.
 *
 * @param password empty where a certificate stands for it
 */
public record ConnectionSpec(
        String hostname, int port, String database, String username, Secret password, Tls tls)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Encrypted as libpq does unless it is told otherwise. */
    public ConnectionSpec(
            String hostname, int port, String database, String username, Secret password) {
        this(hostname, port, database, username, password, Tls.DEFAULT);
    }

    /** The server's address for people, {@code host:port}. */
    public String server() {
        return hostname + ":" + port;
    }
}
