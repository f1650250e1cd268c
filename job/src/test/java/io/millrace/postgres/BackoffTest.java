package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void pausesDoubleUpToALimitLessARandomHalf() {
        long whole = 50;
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.failed())
                    .isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
            whole = Math.min(10_000, whole * 2);
        }
    }

    @Test
    void aSuccessMakesThemShortAgain() {
        for (int i = 0; i < 20; i++) {
            backoff.failed();
        }
        backoff.succeeded();
        assertThat(backoff.failed()).isLessThanOrEqualTo(Duration.ofMillis(50));
    }
}
