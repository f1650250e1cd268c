package io.millrace.backfill.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backfill.chunk.Scope;
import io.millrace.change.TableName;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFailureTest {
    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "57P01, true",
        "40P01, true",
        "40001, true",
        "55P03, true",
        "25P03, true",
        "53300, true",
        ", true",
        "42P01, false",
        "42501, false",
        "42703, false",
        "22012, false",
        "25006, false",
    })
    void passesIfTheSameStatementMaySucceedLater(String state, boolean passes) {
        SQLException error = new SQLException("x", state);
        assertThat(ReadFailure.passes(error, Duration.ofSeconds(1))).isEqualTo(passes);
    }

    /** Both have the same code. */
    @Test
    void passesIfItWasCancelledButNotIfItTookTooLong() {
        SQLException error = new SQLException("canceled", "57014");
        assertThat(ReadFailure.passes(error, Duration.ofSeconds(119))).isTrue();
        assertThat(ReadFailure.passes(error, Duration.ofSeconds(120))).isFalse();
        Scope scope = new Scope(1, "f", new TableName("public", "T"), "slow()");
        assertThat(ReadFailure.reason(error, scope))
                .isEqualTo(
                        "Reading a page of \"public\".\"T\" took longer than 120 s. Make the"
                                + " condition cheaper, and request the backfill again.");
    }
}
