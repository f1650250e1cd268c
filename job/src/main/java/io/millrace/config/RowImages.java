package io.millrace.config;

/** Whether rows are kept in the state. */
public enum RowImages {
    /**
     * Where the log does not carry the old row, that is, unless the table is REPLICA IDENTITY FULL.
     */
    AUTO,
    ALWAYS,
    NEVER
}
