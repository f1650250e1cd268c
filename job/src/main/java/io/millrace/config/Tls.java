package io.millrace.config;

import java.io.Serializable;

/**
 * How a connection is encrypted. It holds the certificates themselves, so that their files need not
 * be on every machine of a cluster.
 *
 * @param authorities whose certificates are trusted, where the mode checks them; empty for those
 *     that the JVM trusts
 * @param identity our own certificate, its chain and its key; empty for none
 */
public record Tls(SslMode mode, Pem authorities, Pem identity) implements Serializable {
    /** libpq's default. */
    public static final Tls DEFAULT = new Tls(SslMode.PREFER, Pem.NONE, Pem.NONE);

    private static final long serialVersionUID = 1L;
}
