package io.millrace.config;

import java.util.Locale;

/** What a flow makes of the changes of one row. */
public enum FlowMode {
    /** One document per key, the newest. */
    LATEST,
    /** Every change, appended. */
    EVENTS;

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
