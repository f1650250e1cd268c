package io.millrace.source;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Problem;
import io.millrace.config.SourceSpec;
import io.millrace.config.SslMode;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.GT;

/** What a user can do where an encrypted connection to the source's server was not made. */
public final class TlsProblem {
    private TlsProblem() {}

    /** Whether the server's certificate was refused, which waiting does not mend. */
    public static boolean isRefusedCertificate(SQLException error) {
        return cause(error, CertificateException.class).isPresent();
    }

    /** Empty if the error is of another kind. */
    static Optional<Problem> of(SQLException error, SourceSpec source) {
        Optional<SSLException> ssl = cause(error, SSLException.class);
        if (ssl.isPresent()) {
            return Optional.of(handshake(ssl.get(), source));
        }
        // pgjdbc gives it a state of its own, and translates the text.
        if (GT.tr("The server does not support SSL.").equals(error.getMessage())) {
            return Optional.of(
                    new Problem(
                            source.place(),
                            "Postgres at "
                                    + source.connection().server()
                                    + " does not encrypt, as 'sslmode: "
                                    + source.connection().tls().mode()
                                    + "' requires",
                            "Set ssl = on in its postgresql.conf, or write 'sslmode: prefer'."));
        }
        return Optional.empty();
    }

    private static Problem handshake(SSLException error, SourceSpec source) {
        ConnectionSpec connection = source.connection();
        String certificate = "The certificate of Postgres at " + connection.server();
        if (cause(error, CertificateExpiredException.class).isPresent()
                || cause(error, CertificateNotYetValidException.class).isPresent()) {
            return new Problem(
                    source.place(),
                    certificate + " is not valid now (" + rootMessage(error) + ")",
                    "Renew it, and check the clocks.");
        }
        if (cause(error, CertPathBuilderException.class).isPresent()) {
            return new Problem(
                    source.place(),
                    certificate + " comes from an authority that is not trusted",
                    "Give the certificate of that authority as 'sslrootcert'.");
        }
        Optional<CertificateException> refused = cause(error, CertificateException.class);
        if (refused.isPresent()) {
            return new Problem(
                    source.place(),
                    certificate + " is refused (" + refused.get().getMessage() + ")",
                    connection.tls().mode() == SslMode.VERIFY_FULL
                            ? "Write as 'hostname' the name that it was made for, or 'sslmode:"
                                    + " verify-ca' to trust it under any name."
                            : "Give the server a certificate by the authority of 'sslrootcert'.");
        }
        return new Problem(
                source.place(),
                "No encrypted connection to Postgres at "
                        + connection.server()
                        + " ("
                        + error.getMessage()
                        + ")",
                "Check that Postgres itself listens there; 'sslcert' and 'sslkey', if it asks for"
                        + " them; and its settings ssl_*.");
    }

    private static String rootMessage(Throwable error) {
        return error.getCause() == null ? error.getMessage() : rootMessage(error.getCause());
    }

    private static <T extends Throwable> Optional<T> cause(Throwable error, Class<T> kind) {
        if (error == null) {
            return Optional.empty();
        }
        return kind.isInstance(error)
                ? Optional.of(kind.cast(error))
                : cause(error.getCause(), kind);
    }
}
