package io.millrace.config;

import java.util.Locale;

/** Whether rows are kept in the state. */
public enum RowImages {
    /**
     * Where the log does not carry the old row, that is, unless the table is REPLICA IDENTITY FULL.
     */
    AUTO,
    ALWAYS,
    NEVER;

    /** As it is written in a pipeline file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
