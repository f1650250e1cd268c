package io.millrace.config;

import java.io.Serializable;
import java.util.Objects;

/**
 * The Postgres database that a pipeline reads.
 *
 * @param reader the way to read it
 */
public record SourceSpec(
        String hostname,
        int port,
        String database,
        String username,
        Secret password,
        ReaderName reader,
        Place place)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public SourceSpec {
        Objects.requireNonNull(reader, "reader");
    }

    /** Read in the way that is the default. */
    public SourceSpec(
            String hostname,
            int port,
            String database,
            String username,
            Secret password,
            Place place) {
        this(hostname, port, database, username, password, ReaderName.FLINK_CDC, place);
    }
}
