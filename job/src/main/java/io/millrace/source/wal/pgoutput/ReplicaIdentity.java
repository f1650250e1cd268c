package io.millrace.source.wal.pgoutput;

/** What the log carries of a row before its update or delete ({@code pg_class.relreplident}). */
public enum ReplicaIdentity {
    /** The primary key's columns. */
    DEFAULT,
    NOTHING,
    /** Every column. */
    FULL,
    /** The columns of a unique index. */
    INDEX
}
