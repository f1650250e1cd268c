package io.millrace.source.wal.pgoutput;

/** What the log carries of a row before its change. */
public sealed interface OldRow {
    /** Nothing. */
    enum Absent implements OldRow {
        ABSENT
    }

    /**
     * The columns of the replica identity; all others are null in the tuple, whatever they were.
     */
    record Key(Tuple tuple) implements OldRow {}

    /** Every column. */
    record Whole(Tuple tuple) implements OldRow {}
}
