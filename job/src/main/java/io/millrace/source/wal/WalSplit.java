package io.millrace.source.wal;

import io.millrace.change.Position;
import io.millrace.postgres.LogOrigin;
import java.util.Objects;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a slot was read.
 *
 * @param lastEmitted the last change that was emitted; {@link #NOTHING} before the first
 * @param confirmLsn every transaction that ended up to here was emitted, so that reading resumes
 *     here and the server need not send them again
 * @param origin of the log that both are positions of
 */
record WalSplit(String slot, Position lastEmitted, long confirmLsn, LogOrigin origin)
        implements SourceSplit {
    /** Before every change. */
    static final Position NOTHING = new Position(0, 0);

    WalSplit {
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(lastEmitted, "lastEmitted");
        Objects.requireNonNull(origin, "origin");
    }

    /** A slot of which nothing was read that commits after this position. */
    static WalSplit unread(String slot, long startLsn) {
        return new WalSplit(slot, NOTHING, startLsn, LogOrigin.UNKNOWN);
    }

    @Override
    public String splitId() {
        return slot;
    }
}
