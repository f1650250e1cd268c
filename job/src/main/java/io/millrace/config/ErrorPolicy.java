package io.millrace.config;

import java.util.Locale;

/** What happens to a change that a fragment fails on. */
public enum ErrorPolicy {
    DEAD_LETTER,
    /** Stop the job. */
    FAIL;

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
