package io.millrace.config;

import java.util.Locale;

/** What a flow does when a table of it is truncated. */
public enum TruncatePolicy {
    /** Delete all documents of the table; with {@link FlowMode#EVENTS}, append an event. */
    PROPAGATE,
    IGNORE,
    /** Stop the job. */
    FAIL;

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
