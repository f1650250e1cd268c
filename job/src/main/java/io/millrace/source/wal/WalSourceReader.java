package io.millrace.source.wal;

import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.postgres.LogOrigin;
import io.millrace.source.SlotSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits what a {@link LogFollower} reads, and keeps how far that was. Since it emits and snapshots
 * in the same thread, a checkpoint holds exactly what was emitted before it, even inside a
 * transaction.
 *
 * <p>Time is the position of a commit: that of a change is its transaction's, and a watermark says
 * which transactions were emitted whole. A reader without the split is idle.
 */
final class WalSourceReader implements SourceReader<RowChange, WalSplit> {
    private static final int MAX_ROWS = 16_384;
    private static final long MAX_BYTES = 16 << 20;

    private final SlotSpec slot;
    private final WalMetrics metrics;
    private final Confirmations<WalSplit> confirmations;
    private final LogQueue queue = new LogQueue(MAX_ROWS, MAX_BYTES);
    @Nullable private LogFollower follower;
    @Nullable private LogBatch batch;
    private int emittedOfBatch;
    private Position lastEmitted = WalSplit.NOTHING;
    private long confirmLsn;
    private long watermarkLsn;
    private LogOrigin origin = LogOrigin.UNKNOWN;

    WalSourceReader(SlotSpec slot, int checkpointsDelay, SourceReaderContext context) {
        this.slot = slot;
        this.metrics = new WalMetrics(context.metricGroup());
        this.confirmations = new Confirmations<>(checkpointsDelay);
    }

    /** Waits for the split. */
    @Override
    public void start() {}

    @Override
    public void addSplits(List<WalSplit> splits) {
        for (WalSplit split : splits) {
            if (follower != null) {
                throw new IllegalStateException("A second reader of the slot " + split.slot());
            }
            lastEmitted = split.lastEmitted();
            confirmLsn = split.confirmLsn();
            origin = split.origin();
            metrics.reached(confirmLsn);
            follower = new LogFollower(slot, split, queue, metrics);
            follower.start();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowChange> output) throws Exception {
        emitProgress(output);
        if (batch == null) {
            batch = queue.poll();
            emittedOfBatch = 0;
            if (batch == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
        }
        if (emittedOfBatch < batch.changes().size()) {
            RowChange change = batch.changes().get(emittedOfBatch++);
            output.collect(change, change.position().lsn());
            lastEmitted = change.position();
            metrics.emitted();
        }
        if (emittedOfBatch == batch.changes().size()) {
            endBatch();
        }
        return InputStatus.MORE_AVAILABLE;
    }

    /** A transaction that ends before {@code confirmLsn} has committed before it, too. */
    private void emitProgress(ReaderOutput<RowChange> output) {
        if (follower == null) {
            output.markIdle();
        } else if (confirmLsn > watermarkLsn) {
            watermarkLsn = confirmLsn;
            output.emitWatermark(new Watermark(confirmLsn - 1));
        }
    }

    private void endBatch() {
        if (emittedOfBatch > 0) {
            metrics.lastEmitted(batch.changes().get(emittedOfBatch - 1));
        }
        confirmLsn = batch.confirmLsn();
        origin = batch.origin();
        metrics.reached(confirmLsn);
        batch = null;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return batch == null ? queue.available() : CompletableFuture.completedFuture(null);
    }

    @Override
    public List<WalSplit> snapshotState(long checkpointId) {
        if (follower == null) {
            return List.of();
        }
        WalSplit read = new WalSplit(slot.slot(), lastEmitted, confirmLsn, origin);
        confirmations.taken(checkpointId, read);
        return List.of(read);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (follower != null) {
            confirmations.completed(checkpointId).ifPresent(follower::confirm);
        }
    }

    /** There is never a last split: the log has no end. */
    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() throws Exception {
        if (follower != null) {
            follower.close();
        }
    }
}
