package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RushTest {
    private static final long WAITED = Duration.ofNanos(100_000).toNanos();
    private static final long AT_ONCE = Duration.ofNanos(1_000).toNanos();

    private final Rush rush = new Rush();
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void manyMessagesInALittleTimeAreWorthGathering() {
        messages(2_000, Duration.ofNanos(50_000));

        assertThat(rush.received(now, now + WAITED)).isTrue();
    }

    @Test
    void aMessageThatIsThereAlreadyIsFollowedByTheNext() {
        messages(2_000, Duration.ofNanos(50_000));

        assertThat(rush.received(now, now + AT_ONCE)).isFalse();
    }

    @Test
    void aThousandSmallTransactionsInASecondAreReadAsTheyCome() {
        messages(10_000, Duration.ofNanos(333_000));

        assertThat(rush.received(now, now + WAITED)).isFalse();
    }

    @Test
    void theFirstMessageAfterALullIsReadAsItComes() {
        messages(2_000, Duration.ofNanos(50_000));
        now += Duration.ofSeconds(1).toNanos();

        assertThat(rush.received(now - WAITED, now)).isFalse();
    }

    private void messages(int count, Duration interval) {
        for (int i = 0; i < count; i++) {
            now += interval.toNanos();
            rush.received(now - AT_ONCE, now);
        }
    }
}
