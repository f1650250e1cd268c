package io.millrace.backfill;

import java.util.Locale;

/** How far a backfill has come: the column {@code state} of the {@link BackfillTable}. */
public enum BackfillPhase {
    REQUESTED,
    RUNNING,
    /** By a user: what is being read is still read to its end, and no more than that. */
    PAUSED,
    FINISHED,
    FAILED,
    /** By a user. */
    CANCELLED;

    /** Whether it is still to go on, now or later. */
    public boolean open() {
        return this == REQUESTED || this == RUNNING || this == PAUSED;
    }

    /** As it stands in the table. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BackfillPhase of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
