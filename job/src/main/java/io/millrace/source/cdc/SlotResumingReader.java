package io.millrace.source.cdc;

import io.debezium.connector.postgresql.SourceInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.base.source.meta.split.StreamSplit;
import org.apache.flink.cdc.connectors.postgres.source.offset.PostgresOffset;
import org.apache.flink.core.io.InputStatus;

/**
 * The connector's reader, made to resume from the slot. Transactions arrive in the order of their
 * commits, so what is missing after a restart is exactly what the slot still sends; a change's own
 * position, which the connector goes by, may be older than one that was already seen. What comes
 * again is dropped by {@code LatestRow}.
 */
@SuppressWarnings("try") // Flink's interface lets close() be interrupted
final class SlotResumingReader<T> implements SourceReader<T, SourceSplitBase> {
    private final SourceReader<T, SourceSplitBase> reader;
    private final SlotGuard guard;
    private final NavigableSet<Long> confirmable = new TreeSet<>();
    private OptionalLong unverifiedStart = OptionalLong.empty();
    private long highestSeen;

    SlotResumingReader(SourceReader<T, SourceSplitBase> reader, SlotGuard guard) {
        this.reader = reader;
        this.guard = guard;
    }

    @Override
    public void addSplits(List<SourceSplitBase> splits) {
        reader.addSplits(splits.stream().map(this::fromSlot).toList());
    }

    private SourceSplitBase fromSlot(SourceSplitBase split) {
        if (!split.isStreamSplit()) {
            return split;
        }
        StreamSplit stream = split.asStreamSplit();
        highestSeen = Math.max(highestSeen, position(stream));
        long start = guard.requireChangesAfter(highestSeen);
        unverifiedStart = OptionalLong.of(start);
        // No finished chunks: with them the connector would drop changes by their position.
        return at(start, stream);
    }

    /**
     * What a checkpoint keeps of the log is the highest position of all so far, which is the most
     * that can have been confirmed. The last change's own may be lower, where transactions overlap.
     */
    private SourceSplitBase withHighestSeen(SourceSplitBase split) {
        if (!split.isStreamSplit()) {
            return split;
        }
        highestSeen = Math.max(highestSeen, position(split.asStreamSplit()));
        return at(highestSeen, split.asStreamSplit());
    }

    private static long position(StreamSplit stream) {
        return ((PostgresOffset) stream.getStartingOffset()).getLsn().asLong();
    }

    private static StreamSplit at(long lsn, StreamSplit stream) {
        return new StreamSplit(
                stream.splitId(),
                PostgresOffset.of(
                        Map.of(SourceInfo.LSN_KEY, lsn, SourceInfo.TIMESTAMP_USEC_KEY, 0)),
                stream.getEndingOffset(),
                List.of(),
                stream.getTableSchemas(),
                0);
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        return reader.pollNext(output);
    }

    /**
     * The connector creates a slot that vanishes just before it connects. So the first checkpoint
     * after a start waits for word that it is still the slot that was asked; until then nothing is
     * confirmed to it, and it cannot have moved.
     */
    @Override
    public List<SourceSplitBase> snapshotState(long checkpointId) {
        if (unverifiedStart.isPresent() && guard.isStreamingFrom(unverifiedStart.getAsLong())) {
            unverifiedStart = OptionalLong.empty();
        }
        List<SourceSplitBase> splits = reader.snapshotState(checkpointId);
        if (splits.stream().anyMatch(SourceSplitBase::isStreamSplit)) {
            confirmable.add(checkpointId);
        }
        return splits.stream().map(this::withHighestSeen).toList();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    /**
     * For a checkpoint without a position in the log, as those of the snapshot are, the connector
     * would confirm where it stands by now: changes that no checkpoint holds yet.
     */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        if (unverifiedStart.isPresent() || !confirmable.contains(checkpointId)) {
            return;
        }
        confirmable.headSet(checkpointId, true).clear();
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<String> splitsToPause, Collection<String> splitsToResume) {
        reader.pauseOrResumeSplits(splitsToPause, splitsToResume);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
