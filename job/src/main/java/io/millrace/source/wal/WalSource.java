package io.millrace.source.wal;

import io.millrace.change.RowChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.source.SlotSpec;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The changes of a slot: one split, which is the slot, read by one of the readers. Each change is
 * emitted once, as far as checkpoints tell, and each has a position of its own.
 */
final class WalSource
        implements Source<RowChange, WalSplit, WalEnumeratorState>, ResultTypeQueryable<RowChange> {
    private static final long serialVersionUID = 1L;

    private final SlotSpec slot;
    private final long startLsn;

    /**
     * @param startLsn from where on transactions are wanted when there is no state
     */
    WalSource(SlotSpec slot, long startLsn) {
        this.slot = slot;
        this.startLsn = startLsn;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<WalSplit, WalEnumeratorState> createEnumerator(
            SplitEnumeratorContext<WalSplit> context) {
        WalSplit split = WalSplit.unread(slot.slot(), startLsn);
        return restoreEnumerator(context, new WalEnumeratorState(Optional.of(split)));
    }

    @Override
    public SplitEnumerator<WalSplit, WalEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<WalSplit> context, WalEnumeratorState checkpoint) {
        return new WalEnumerator(context, checkpoint);
    }

    @Override
    public SourceReader<RowChange, WalSplit> createReader(SourceReaderContext context) {
        return new WalSourceReader(slot, slot.database().checkpointsDelay(), context);
    }

    @Override
    public SimpleVersionedSerializer<WalSplit> getSplitSerializer() {
        return new WalSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<WalEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new WalEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return VersionedTypeInfo.ROW_CHANGE;
    }
}
