package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RushTest {
    private static final long WAITED = Duration.ofNanos(100_000).toNanos();
    private static final int SMALL = 300;
    private static final int LARGE = 5_000;
    private static final long AT_ONCE = Duration.ofNanos(1_000).toNanos();

    private final Rush rush = new Rush();
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void whatHadToBeWaitedForTwiceIsWorthGatheringWhenMuchComes() {
        messages(2_000, Duration.ofNanos(50_000));

        assertThat(rush.received(SMALL, now, now + WAITED)).isFalse();
        assertThat(rush.received(SMALL, now, now + WAITED)).isTrue();
    }

    @Test
    void aMessageThatIsThereAlreadyIsFollowedByTheNext() {
        messages(2_000, Duration.ofNanos(50_000));

        assertThat(rush.received(SMALL, now, now + WAITED)).isFalse();
        assertThat(rush.received(SMALL, now, now + AT_ONCE)).isFalse();
        assertThat(rush.received(SMALL, now, now + WAITED)).isFalse();
    }

    @Test
    void largeMessagesAreFetchedOneByOneAndTellNothing() {
        messages(2_000, Duration.ofNanos(50_000));

        assertThat(rush.received(LARGE, now, now + WAITED)).isFalse();
        assertThat(rush.received(LARGE, now, now + WAITED)).isFalse();
    }

    @Test
    void aThousandSmallTransactionsInASecondAreReadAsTheyCome() {
        messages(10_000, Duration.ofNanos(333_000));

        assertThat(rush.received(SMALL, now, now + WAITED)).isFalse();
        assertThat(rush.received(SMALL, now, now + WAITED)).isFalse();
    }

    @Test
    void whatComesAfterALullIsReadAsItComes() {
        messages(2_000, Duration.ofNanos(50_000));
        now += Duration.ofSeconds(1).toNanos();

        assertThat(rush.received(SMALL, now - WAITED, now)).isFalse();
        assertThat(rush.received(SMALL, now - WAITED, now)).isFalse();
    }

    private void messages(int count, Duration interval) {
        for (int i = 0; i < count; i++) {
            now += interval.toNanos();
            rush.received(SMALL, now - AT_ONCE, now);
        }
    }
}
