package io.millrace.config;

/** What a flow makes of the changes of one row. */
public enum FlowMode {
    /** One document per key, the newest. */
    LATEST,
    /** Every change, appended. */
    EVENTS
}
