package io.millrace.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Pem;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.config.SslMode;
import io.millrace.config.Tls;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerProblemTest {
    private static final SourceSpec SOURCE = source(SslMode.PREFER);

    private static SourceSpec source(SslMode mode) {
        return new SourceSpec(
                new ConnectionSpec(
                        "db.example",
                        5433,
                        "shop",
                        "mill",
                        new Secret("hunter2"),
                        new Tls(mode, Pem.NONE, Pem.NONE)),
                new Place("shop.yaml", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            quoteCharacter = '`',
            textBlock =
                    """
                    08001 | shop.yaml:2: Cannot reach Postgres at db.example:5433 (it says so). Check 'hostname' and 'port', and that the server runs and listens there.
                    08006 | shop.yaml:2: Cannot reach Postgres at db.example:5433 (it says so). Check 'hostname' and 'port', and that the server runs and listens there.
                    28P01 | shop.yaml:2: Postgres at db.example:5433 refuses the user (it says so). Check 'username' and 'password', and the server's pg_hba.conf.
                    28000 | shop.yaml:2: Postgres at db.example:5433 refuses the user (it says so). Check 'username' and 'password', and the server's pg_hba.conf. If that asks for a certificate (clientcert), give 'sslcert' and 'sslkey'.
                    3D000 | shop.yaml:2: Postgres at db.example:5433 has no database 'shop'. Check 'database'.
                    42501 | shop.yaml:2: The user 'mill' lacks a right (it says so). The user needs REPLICATION, CREATE on the database, and must own the tables it is to publish.
                    53300 | shop.yaml:2: Postgres at db.example:5433 reports: it says so. SQLSTATE 53300 is explained in appendix A of Postgres's documentation.
                    """)
    void saysWhatIsWrongAndWhatToDo(String state, String problem) {
        SQLException error = new SQLException("  it says so\n", state);

        assertThat(ServerProblem.of(error, SOURCE)).hasToString(problem);
    }

    @Test
    void tellsOfACertificateThatIsNotValidNow() {
        Exception expired = new CertificateExpiredException("NotAfter: yesterday");
        SQLException error = handshake(new CertificateException("validity check failed", expired));

        assertThat(ServerProblem.of(error, SOURCE))
                .hasToString(
                        "shop.yaml:2: The certificate of Postgres at db.example:5433 is not valid"
                                + " now (NotAfter: yesterday). Renew it, and check the clocks.");
        assertThat(TlsProblem.isRefusedCertificate(error)).isTrue();
    }

    @Test
    void tellsOfACertificateThatIsRefusedWhateverItsName() {
        Exception unknown = new CertPathBuilderException("unable to find valid certification path");
        SQLException error = handshake(new CertificateException("path building failed", unknown));

        assertThat(ServerProblem.of(error, source(SslMode.VERIFY_CA)))
                .hasToString(
                        "shop.yaml:2: The certificate of Postgres at db.example:5433 comes from an"
                                + " authority that is not trusted. Give the certificate of that"
                                + " authority as 'sslrootcert'.");
    }

    @Test
    void tellsOfAHandshakeThatFailsOtherwise() {
        SQLException error =
                new SQLException(
                        "SSL error", "08006", new SSLHandshakeException("Received fatal alert"));

        assertThat(ServerProblem.of(error, SOURCE))
                .hasToString(
                        "shop.yaml:2: No encrypted connection to Postgres at db.example:5433"
                                + " (Received fatal alert). Check that Postgres itself listens"
                                + " there; 'sslcert' and 'sslkey', if it asks for them; and its"
                                + " settings ssl_*.");
        assertThat(TlsProblem.isRefusedCertificate(error)).isFalse();
    }

    private static SQLException handshake(CertificateException cause) {
        SSLHandshakeException handshake = new SSLHandshakeException(cause.getMessage());
        handshake.initCause(cause);
        return new SQLException("SSL error: " + cause.getMessage(), "08006", handshake);
    }
}
