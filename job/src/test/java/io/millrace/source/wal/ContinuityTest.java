package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Position;
import io.millrace.postgres.LogHistory;
import io.millrace.postgres.LogOrigin;
import io.millrace.source.PositionLostException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    /** The second timeline began at 200. */
    private final Continuity promoted =
            new Continuity(new LogHistory(new LogOrigin(7, 2), 900, Map.of(1L, 200L)));

    @Test
    void theSameLogGoesOnWhereReadingStopped() {
        assertThat(promoted.resume(read(300, 350, new LogOrigin(7, 2)))).isEqualTo(350);
        assertThat(promoted.resume(read(150, 180, new LogOrigin(7, 1)))).isEqualTo(180);
    }

    @Test
    void whatCameSinceTheConnectionWasMadeIsConfirmable() {
        assertThat(promoted.confirmable(read(1000, 1050, new LogOrigin(7, 2)))).isEqualTo(1050);
    }

    @Test
    void aPositionBehindThePromotionIsTakenBackIfNothingWasReadThere() {
        WalSplit read = read(150, 240, new LogOrigin(7, 1));
        assertThat(promoted.resume(read)).isEqualTo(200);
        assertThat(promoted.confirmable(read)).isEqualTo(200);
    }

    @Test
    void changesThatThePromotedServerLacksAreNotGoneOnFrom() {
        assertRefused(
                read(200, 240, new LogOrigin(7, 1)),
                "The server has lost changes that were read: the last of them committed at 0/C8, and"
                        + " it has that log only up to 0/C8");
    }

    @Test
    void anotherServerIsRefused() {
        WalSplit read = read(100, 150, new LogOrigin(-1, 2));
        assertRefused(
                read,
                "The server is another than the one that was read: its system identifier is 7, and"
                        + " that of the other 18446744073709551615");
        assertThat(promoted.confirmable(read)).isZero();
    }

    @Test
    void aServerThatWasLeftBehindIsRefused() {
        WalSplit read = read(100, 150, new LogOrigin(7, 3));
        assertRefused(
                read,
                "The server is on the timeline 2, to which the timeline 3 that was read does not"
                        + " lead");
        assertThat(promoted.confirmable(read)).isZero();
    }

    @Test
    void aServerThatWasSetBackIsRefused() {
        assertRefused(
                read(1000, 1010, new LogOrigin(7, 2)),
                "The server has lost changes that were read: the last of them committed at 0/3E8,"
                        + " and it has that log only up to 0/384");
    }

    @Test
    void aPositionWithoutItsLogIsTakenAsItIs() {
        WalSplit read = read(1000, 1010, LogOrigin.UNKNOWN);
        assertThat(promoted.resume(read)).isEqualTo(1010);
    }

    private void assertRefused(WalSplit read, String reason) {
        assertThatThrownBy(() -> promoted.resume(read))
                .isInstanceOf(PositionLostException.class)
                .hasMessageStartingWith(reason + ", so that changes");
    }

    private static WalSplit read(long lastEmitted, long confirmLsn, LogOrigin origin) {
        return new WalSplit("millrace_a", new Position(lastEmitted, 1), confirmLsn, origin);
    }
}
