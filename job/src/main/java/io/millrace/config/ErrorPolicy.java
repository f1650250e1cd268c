package io.millrace.config;

/** What happens to a change that a fragment fails on. */
public enum ErrorPolicy {
    DEAD_LETTER,
    /** Stop the job. */
    FAIL
}
