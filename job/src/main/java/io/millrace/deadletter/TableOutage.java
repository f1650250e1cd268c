package io.millrace.deadletter;

import io.millrace.config.SourceSpec;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time during which no letter can be written: said once, and once when it is over. */
final class TableOutage {
    private static final Logger LOG = LoggerFactory.getLogger(TableOutage.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofSeconds(10);

    /**
     * Connection lost or not made, transaction rolled back, resources exhausted, operator
     * intervention: see "PostgreSQL Error Codes", appendix A of its documentation.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57");

    /** A server that takes no writes since it stands by or its disk is full; a lock. */
    private static final Set<String> STATES = Set.of("25006", "55P03");

    private final SourceSpec database;
    private final LongSupplier nanoTime;
    private int failures;
    private long since;

    TableOutage(SourceSpec database, LongSupplier nanoTime) {
        this.database = database;
        this.nanoTime = nanoTime;
    }

    /**
     * @return how long to wait before the next attempt
     * @throws LettersRefusedException if the error does not pass by itself
     */
    Duration failed(SQLException error) {
        if (!passes(error)) {
            throw LettersRefusedException.of(error, database);
        }
        if (failures++ == 0) {
            since = nanoTime.getAsLong();
            LOG.warn(
                    "Cannot write dead letters to {} of Postgres at {}:{} ({}). The pipeline waits"
                            + " until it can.",
                    DeadLetterTable.NAME,
                    database.connection().hostname(),
                    database.connection().port(),
                    LettersRefusedException.words(error));
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(MAX) < 0 ? doubled : MAX;
    }

    void succeeded() {
        if (failures > 0) {
            LOG.info(
                    "Dead letters can be written again, after {} ms.",
                    Duration.ofNanos(nanoTime.getAsLong() - since).toMillis());
            failures = 0;
        }
    }

    private static boolean passes(SQLException error) {
        String state = error.getSQLState();
        return state != null
                && state.length() == 5
                && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
    }
}
