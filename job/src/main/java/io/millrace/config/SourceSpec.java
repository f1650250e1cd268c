package io.millrace.config;

import java.io.Serializable;

/** The Postgres database that a pipeline reads. */
public record SourceSpec(
        String hostname, int port, String database, String username, Secret password, Place place)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
