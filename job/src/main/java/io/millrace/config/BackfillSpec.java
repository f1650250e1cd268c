package io.millrace.config;

import java.io.Serializable;

/**
 * How a pipeline goes about backfills.
 *
 * @param maxRowsPerSecond of all backfills together; {@link #UNLIMITED} if none is set
 */
public record BackfillSpec(int maxRowsPerSecond) implements Serializable {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** As fast as the sinks take them. */
    public static final BackfillSpec DEFAULT = new BackfillSpec(UNLIMITED);

    private static final long serialVersionUID = 1L;
}
