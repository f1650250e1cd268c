package io.millrace.config;

import java.io.Serializable;
import java.util.Objects;

/**
 * The Postgres database that a pipeline reads.
 *
 * @param reader the way to read it
 * @param checkpointsDelay how many completed checkpoints the slot lags behind: from the newest so
 *     many, and the one before, the source can still be restored
 */
public record SourceSpec(
        ConnectionSpec connection, ReaderName reader, int checkpointsDelay, Place place)
        implements Serializable {
    /** So that a savepoint of just now still restores. */
    public static final int DEFAULT_CHECKPOINTS_DELAY = 3;

    private static final long serialVersionUID = 1L;

    public SourceSpec {
        Objects.requireNonNull(reader, "reader");
    }

    /** Read in the way that is the default. */
    public SourceSpec(ConnectionSpec connection, Place place) {
        this(connection, ReaderName.WAL, DEFAULT_CHECKPOINTS_DELAY, place);
    }
}
