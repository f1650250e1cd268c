package io.millrace.source.wal;

import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.postgres.LogOrigin;
import java.util.ArrayList;
import java.util.List;

/** What was read and is not handed over yet, and how far reading has come. Serves one thread. */
final class OpenBatch {
    private static final int MAX_ROWS = 512;
    private static final long MAX_BYTES = 256 << 10;

    /** About what a change takes besides its record. */
    private static final long BYTES_PER_CHANGE = 200;

    private List<RowChange> changes = new ArrayList<>();
    private long bytes;
    private Position last;
    private long confirmLsn;
    private LogOrigin origin;
    private boolean moved;

    OpenBatch(WalSplit start) {
        this.last = start.lastEmitted();
        this.confirmLsn = start.confirmLsn();
        this.origin = start.origin();
    }

    void add(RowChange change) {
        changes.add(change);
        bytes += change.record().utf8().length + BYTES_PER_CHANGE;
        bytes += change.changes() == null ? 0 : change.changes().utf8().length;
        last = change.position();
    }

    /**
     * What follows is of this log, from this position on, which may be before the last one.
     *
     * @return whether that is news, so that the batch must end here
     */
    boolean resume(LogOrigin log, long lsn) {
        if (log.equals(origin) && lsn == confirmLsn) {
            return false;
        }
        origin = log;
        confirmLsn = lsn;
        return true;
    }

    /** Every transaction that ends up to here is among the changes so far. */
    void reached(long lsn) {
        if (lsn > confirmLsn) {
            confirmLsn = lsn;
            moved = true;
        }
    }

    /** The state of a reader that has emitted all this. */
    WalSplit read(String slot) {
        return new WalSplit(slot, last, confirmLsn, origin);
    }

    /** The position of the last change that was added, in this batch or before. */
    Position last() {
        return last;
    }

    boolean hasChanges() {
        return !changes.isEmpty();
    }

    boolean isFull() {
        return changes.size() >= MAX_ROWS || bytes >= MAX_BYTES;
    }

    /** Whether there is nothing to tell. */
    boolean isEmpty() {
        return changes.isEmpty() && !moved;
    }

    /** The batch as it is; stays open until {@link #clear}. */
    LogBatch batch() {
        return new LogBatch(changes, bytes, confirmLsn, origin);
    }

    /** Begins the next batch; the one before keeps its changes. */
    void clear() {
        changes = new ArrayList<>();
        bytes = 0;
        moved = false;
    }
}
