package io.millrace.source.wal;

import io.millrace.postgres.Backoff;
import io.millrace.source.SlotSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time from when a log cannot be read until it can again: said once each, waited out. */
final class LogOutage {
    private static final Logger LOG = LoggerFactory.getLogger(LogOutage.class);

    /** A connection that breaks sooner does not make the next pause short again. */
    private static final Duration STABLE = Duration.ofSeconds(5);

    private final SlotSpec slot;
    private final Backoff backoff = new Backoff(new Random());
    private boolean lasts;
    private boolean connectedBefore;
    private long since;
    private long connectedAt;

    LogOutage(SlotSpec slot) {
        this.slot = slot;
    }

    /**
     * Notes that the log can be read.
     *
     * @return whether it could be read before, and then could not
     */
    boolean ends() {
        connectedAt = System.nanoTime();
        if (lasts) {
            LOG.info(
                    "Reading the replication slot '{}' again, after {} ms",
                    slot.slot(),
                    Duration.ofNanos(connectedAt - since).toMillis());
        }
        boolean again = lasts && connectedBefore;
        lasts = false;
        connectedBefore = true;
        return again;
    }

    /**
     * @return how long to wait before the next attempt
     * @throws SQLException this error, if it does not pass by itself
     */
    Duration next(SQLException error) throws SQLException {
        if (!PassingFailure.is(error)) {
            throw error;
        }
        long now = System.nanoTime();
        if (!lasts) {
            lasts = true;
            since = now;
            if (connectedBefore && now - connectedAt > STABLE.toNanos()) {
                backoff.succeeded();
            }
            LOG.warn(
                    "Cannot read the replication slot '{}' of Postgres at {} ({}). Trying again"
                            + " until it works.",
                    slot.slot(),
                    slot.database().connection().server(),
                    error.getMessage());
        }
        return backoff.failed();
    }
}
