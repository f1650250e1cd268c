package io.millrace.config;

/** What a flow does when a table of it is truncated. */
public enum TruncatePolicy {
    /** Delete all documents of the table; with {@link FlowMode#EVENTS}, append an event. */
    PROPAGATE,
    IGNORE,
    /** Stop the job. */
    FAIL
}
