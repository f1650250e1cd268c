package io.millrace.bench.source;

import java.util.Locale;

/** Who reads the log. */
enum ContestantName {
    PG_RECVLOGICAL,
    WAL,
    FLINK_CDC;

    /** As in the names of figures and slots. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
