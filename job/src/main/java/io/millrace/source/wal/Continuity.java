package io.millrace.source.wal;

import io.millrace.change.Lsn;
import io.millrace.postgres.LogHistory;
import io.millrace.postgres.LogOrigin;
import io.millrace.source.PositionLostException;
import io.millrace.source.SlotDemands;
import java.util.OptionalLong;

/**
 * Whether a server's log goes on where reading has stopped. After a failover it may be another's,
 * which has used the same positions for other changes.
 */
final class Continuity {
    private final LogHistory log;

    Continuity(LogHistory log) {
        this.log = log;
    }

    /**
     * From where to read on. That is before the position that was reached where the server's log
     * parts from the one that was read, and nothing of ours has come in between.
     *
     * @throws PositionLostException if the server does not have all that was read
     */
    long resume(WalSplit read) {
        LogOrigin origin = read.origin();
        if (origin.equals(LogOrigin.UNKNOWN)) {
            return read.confirmLsn();
        }
        if (origin.system() != log.origin().system()) {
            SlotDemands.refuse(
                    "The server is another than the one that was read: its system identifier is "
                            + Long.toUnsignedString(log.origin().system())
                            + ", and that of the other "
                            + Long.toUnsignedString(origin.system()));
        }
        OptionalLong shared = log.sharedWith(origin.timeline());
        if (shared.isEmpty()) {
            SlotDemands.refuse(
                    "The server is on the timeline "
                            + log.origin().timeline()
                            + ", to which the timeline "
                            + origin.timeline()
                            + " that was read does not lead");
        }
        long end = shared.getAsLong();
        if (read.lastEmitted().lsn() >= end) {
            SlotDemands.refuse(
                    "The server has lost changes that were read: the last of them committed at "
                            + Lsn.format(read.lastEmitted().lsn())
                            + ", and it has that log only up to "
                            + Lsn.format(end));
        }
        return Math.min(read.confirmLsn(), end);
    }

    /**
     * How much of what was read the server may be told of, as this may have been another's log.
     *
     * @return 0 for nothing
     */
    long confirmable(WalSplit read) {
        LogOrigin origin = read.origin();
        if (origin.equals(log.origin()) || origin.equals(LogOrigin.UNKNOWN)) {
            return read.confirmLsn();
        }
        return origin.system() == log.origin().system()
                ? Math.min(read.confirmLsn(), log.sharedWith(origin.timeline()).orElse(0))
                : 0;
    }
}
