package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassingFailureTest {
    @ParameterizedTest
    @CsvSource({
        "08001, true, cannot connect",
        "08006, true, connection failure",
        "53300, true, too many connections",
        "55006, true, the slot is in use",
        "57P01, true, terminated by an administrator",
        "57P03, true, the server is starting up",
        "28P01, false, wrong password",
        "3D000, false, no such database",
        "42501, false, no right",
        "42704, false, no such publication",
        "57P04, false, the database was dropped",
        "58P01, false, a file is missing",
        "XX000, false, internal error",
        ", false, not told"
    })
    void whatPassesIsTriedAgainAndTheUnknownStops(String state, boolean passes, String meaning) {
        assertThat(PassingFailure.is(new SQLException(meaning, state))).isEqualTo(passes);
    }

    @Test
    void aServerWhoseCertificateIsRefusedStops() {
        SSLHandshakeException handshake = new SSLHandshakeException("not to be trusted");
        SQLException error = new SQLException("SSL error", "08006", handshake);
        assertThat(PassingFailure.is(error)).isTrue();
        handshake.initCause(new CertificateException("not to be trusted"));
        assertThat(PassingFailure.is(error)).isFalse();
    }
}
