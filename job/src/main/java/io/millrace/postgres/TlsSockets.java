package io.millrace.postgres;

import io.millrace.config.Pem;
import io.millrace.config.SslMode;
import io.millrace.config.Tls;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.PGProperty;
import org.postgresql.ssl.NonValidatingFactory.NonValidatingTM;
import org.postgresql.ssl.WrappedFactory;

/**
 * Encrypts pgjdbc's connections with the certificates that a pipeline carries, where pgjdbc itself
 * would look for files, also for some that nobody has named.
 *
 * <p>pgjdbc makes it by its name, and its properties end up in logs: they hold the fingerprint of a
 * {@link Tls}, which must be known in the JVM by then.
 */
public final class TlsSockets extends WrappedFactory {
    /** The names of {@link #properties}. */
    public static final List<String> PROPERTIES =
            List.of(
                    PGProperty.SSL_MODE.getName(),
                    PGProperty.SSL_FACTORY.getName(),
                    PGProperty.SSL_FACTORY_ARG.getName());

    private static final Map<String, Tls> KNOWN = new ConcurrentHashMap<>();
    private static final char[] NO_PASSWORD = {};

    private final boolean verifyHost;

    /**
     * For pgjdbc.
     *
     * @param fingerprint of the {@link Tls}
     * @throws GeneralSecurityException if it is not known, or a certificate cannot be used
     */
    public TlsSockets(String fingerprint) throws GeneralSecurityException, IOException {
        Tls tls = KNOWN.get(fingerprint);
        if (tls == null) {
            throw new GeneralSecurityException("Unknown certificates: " + fingerprint);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(tls.identity()), trustManagers(tls), null);
        this.factory = context.getSocketFactory();
        this.verifyHost = tls.mode() == SslMode.VERIFY_FULL;
    }

    /** Makes it known in this JVM. */
    public static void register(Tls tls) {
        KNOWN.put(fingerprint(tls), tls);
    }

    /** The properties of pgjdbc for connections that are encrypted so; none is secret. */
    public static Map<String, String> properties(Tls tls) {
        return Map.of(
                PGProperty.SSL_MODE.getName(),
                tls.mode().toString(),
                PGProperty.SSL_FACTORY.getName(),
                TlsSockets.class.getName(),
                PGProperty.SSL_FACTORY_ARG.getName(),
                fingerprint(tls));
    }

    /**
     * The host's name is checked in the handshake: pgjdbc does so only later, and cannot tell what
     * is wrong with it.
     */
    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
            throws IOException {
        SSLSocket encrypted = (SSLSocket) super.createSocket(socket, host, port, autoClose);
        if (verifyHost) {
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
        }
        return encrypted;
    }

    private static TrustManager[] trustManagers(Tls tls)
            throws GeneralSecurityException, IOException {
        if (!tls.mode().verifies()) {
            return new TrustManager[] {new NonValidatingTM()};
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(tls.authorities().isEmpty() ? null : authorities(tls.authorities()));
        return trust.getTrustManagers();
    }

    private static KeyStore authorities(Pem pem) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate certificate : pem.certificates()) {
            store.setCertificateEntry(String.valueOf(store.size()), certificate);
        }
        return store;
    }

    private static KeyManager[] keyManagers(Pem identity)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        if (!identity.isEmpty()) {
            List<X509Certificate> chain = identity.certificates();
            store.setKeyEntry(
                    "own",
                    identity.privateKey(),
                    NO_PASSWORD,
                    chain.toArray(new X509Certificate[0]));
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static String fingerprint(Tls tls) {
        String all =
                tls.mode()
                        + "|"
                        + tls.authorities().text().value()
                        + "|"
                        + tls.identity().text().value();
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
