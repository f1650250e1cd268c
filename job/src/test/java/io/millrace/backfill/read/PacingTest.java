package io.millrace.backfill.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void rowsAreSpreadOverTime() {
        Pacing pacing = new Pacing(100, () -> now);
        assertThat(pacing.limit()).isEqualTo(100);
        long start = now;
        int rows = 0;
        for (int i = 0; i < 50; i++) {
            rows += 37;
            now += pacing.pauseAfter(37).toNanos();
        }
        assertThat(Duration.ofNanos(now - start)).isEqualTo(Duration.ofMillis(rows * 10L));
    }

    @Test
    void timeThatReadingTakesIsNoPause() {
        Pacing pacing = new Pacing(100, () -> now);
        now += Duration.ofMillis(300).toNanos();
        assertThat(pacing.pauseAfter(40)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void ofTimeThatWasNotUsedASecondIsLeft() {
        Pacing pacing = new Pacing(100, () -> now);
        now += Duration.ofMinutes(5).toNanos();
        assertThat(pacing.pauseAfter(100)).isZero();
        assertThat(pacing.pauseAfter(100)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void lessThanARowInASecondIsOneRowAtOnce() {
        Pacing pacing = new Pacing(0.5, () -> now);
        assertThat(pacing.limit()).isEqualTo(1);
        assertThat(pacing.pauseAfter(1)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void withoutALimitThereIsNoPause() {
        Pacing pacing = new Pacing(0, () -> now);
        assertThat(pacing.limit()).isEqualTo(Integer.MAX_VALUE);
        assertThat(pacing.pauseAfter(1_000_000)).isZero();
    }
}
