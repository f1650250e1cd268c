package io.millrace.backfill.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PageClockTest {
    private long now;
    private final PageClock clock = new PageClock(() -> now);

    @Test
    void anOutputThatIsOpenMostOfTheTimeNeedsNoRest() {
        emit(Duration.ofMillis(5), Duration.ofMillis(5));
        assertThat(clock.rest()).isZero();
    }

    @Test
    void aRestIsAQuarterOfTheTimeThatTheOutputWasClosed() {
        emit(Duration.ofMillis(8), Duration.ofMillis(2));
        assertThat(clock.rest()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aRestIsNeverLong() {
        emit(Duration.ofSeconds(60), Duration.ofMillis(1));
        assertThat(clock.rest()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void eachPageIsMeasuredByItself() {
        emit(Duration.ofSeconds(60), Duration.ofMillis(1));
        emit(Duration.ZERO, Duration.ofMillis(1));
        assertThat(clock.rest()).isZero();
    }

    /** A page of ten rows. */
    private void emit(Duration closed, Duration taken) {
        clock.begins();
        for (int i = 0; i < 10; i++) {
            now += closed.toNanos();
            clock.asked();
            now += taken.toNanos();
            clock.emitted();
        }
    }
}
