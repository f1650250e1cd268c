package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogHistoryTest {
    @Test
    void theHistoryOfATimelineTellsWhereTheFormerOnesEnded() {
        assertThat(
                        LogHistory.parse(
                                """
                                1\t0/3000148\tno recovery target specified

                                # a comment
                                2\t1/A0\tbefore 2026-01-01
                                """))
                .isEqualTo(Map.of(1L, 0x3000148L, 2L, 0x1_0000_00A0L));
    }

    @Test
    void aTimelineIsSharedUntilItEnded() {
        LogHistory log = new LogHistory(new LogOrigin(7, 3), 900, Map.of(1L, 100L, 2L, 200L));
        assertThat(log.sharedWith(3)).hasValue(900);
        assertThat(log.sharedWith(2)).hasValue(200);
        assertThat(log.sharedWith(1)).hasValue(100);
        assertThat(log.sharedWith(4)).isEmpty();
        assertThat(log.sharedWith(LogOrigin.ANY_TIMELINE)).hasValue(900);
    }

    @Test
    void aStandbyMayStillReceiveWhatItLacks() {
        LogHistory log =
                new LogHistory(
                        new LogOrigin(7, LogOrigin.ANY_TIMELINE), Long.MAX_VALUE, Map.of(1L, 100L));
        assertThat(log.sharedWith(1)).hasValue(100);
        assertThat(log.sharedWith(2)).hasValue(Long.MAX_VALUE);
    }
}
