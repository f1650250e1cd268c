package io.millrace.backfill;

import java.util.Locale;

/** Why a table is read. */
public enum BackfillReason {
    /** The flow, or the table in it, is new. */
    INITIAL,
    /** Somebody asked for it. */
    REQUEST;

    /** As it stands in the {@link BackfillTable}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BackfillReason of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
