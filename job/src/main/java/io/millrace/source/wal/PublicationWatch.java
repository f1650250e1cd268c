package io.millrace.source.wal;

import io.millrace.source.SlotDemands;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Notices that a table is not published any more, of which the log says nothing: its changes just
 * do not come. Looks twice, since a table may be dropped and made anew by several statements.
 */
final class PublicationWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);

    private long lookedAt = System.nanoTime();
    private boolean lacked;

    /**
     * @throws io.millrace.source.PositionLostException if it lacked something the last time, too
     */
    void look(LogSession log) throws SQLException {
        Duration pause = lacked ? SECOND_LOOK : INTERVAL;
        if (System.nanoTime() - lookedAt < pause.toNanos()) {
            return;
        }
        Optional<String> lack = log.whyIncomplete();
        if (lacked) {
            lack.ifPresent(SlotDemands::refuse);
        }
        lacked = lack.isPresent();
        lookedAt = System.nanoTime();
    }
}
