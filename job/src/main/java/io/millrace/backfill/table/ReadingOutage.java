package io.millrace.backfill.table;

import io.millrace.config.SourceSpec;
import io.millrace.postgres.Backoff;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time during which a backfill waits for the database: said once, and once when it is over. */
public final class ReadingOutage {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingOutage.class);

    private final SourceSpec source;
    private final String doing;
    private final Backoff backoff = new Backoff(new Random());
    private boolean lasts;
    private long since;

    /**
     * @param doing what cannot be done meanwhile, as in "cannot …"
     */
    public ReadingOutage(SourceSpec source, String doing) {
        this.source = source;
        this.doing = doing;
    }

    /**
     * @return how long to wait before the next attempt
     */
    public Duration next(SQLException error) {
        if (!lasts) {
            lasts = true;
            since = System.nanoTime();
            LOG.warn(
                    "Cannot {} in Postgres at {} ({}). Trying again until it works.",
                    doing,
                    source.connection().server(),
                    error.getMessage());
        }
        return backoff.failed();
    }

    /** Notes that it works. */
    public void ends() {
        if (lasts) {
            lasts = false;
            backoff.succeeded();
            LOG.info(
                    "Can {} in Postgres at {} again, after {} ms",
                    doing,
                    source.connection().server(),
                    Duration.ofNanos(System.nanoTime() - since).toMillis());
        }
    }
}
