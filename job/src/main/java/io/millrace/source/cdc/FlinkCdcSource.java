package io.millrace.source.cdc;

import io.millrace.change.RowChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.source.SlotSpec;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.cdc.connectors.base.source.assigner.state.PendingSplitsState;
import org.apache.flink.cdc.connectors.base.source.meta.split.SourceSplitBase;
import org.apache.flink.cdc.connectors.postgres.source.PostgresSourceBuilder.PostgresIncrementalSource;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flink CDC's source behind a {@link SlotGuard}: the connector would silently create a slot that
 * has vanished, and resume by positions that let changes slip.
 */
final class FlinkCdcSource
        implements Source<RowChange, SourceSplitBase, PendingSplitsState>,
                ResultTypeQueryable<RowChange> {
    private static final long serialVersionUID = 1L;

    /** The versions of Flink CDC 3.5. */
    private static final int FIRST_SPLITS = 6;

    private static final int FIRST_ENUMERATOR_STATE = 8;

    private final PostgresIncrementalSource<RowChange> connector;
    private final SlotGuard guard;
    private final TimeZoneGuard timeZone;

    FlinkCdcSource(PostgresIncrementalSource<RowChange> connector, SlotSpec slot) {
        this.connector = connector;
        this.guard = new SlotGuard(slot);
        this.timeZone = TimeZoneGuard.of(slot.tables());
    }

    @Override
    public SplitEnumerator<SourceSplitBase, PendingSplitsState> createEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context) {
        guard.requireSlot();
        return connector.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<SourceSplitBase, PendingSplitsState> restoreEnumerator(
            SplitEnumeratorContext<SourceSplitBase> context, PendingSplitsState checkpoint) {
        guard.requireSlot();
        return connector.restoreEnumerator(context, checkpoint);
    }

    @Override
    @SuppressWarnings("unchecked") // the connector's reader is declared raw
    public SourceReader<RowChange, SourceSplitBase> createReader(SourceReaderContext context)
            throws Exception {
        guard.registerSecrets();
        timeZone.requireFixedOffset();
        return new SlotResumingReader<>(connector.createReader(context), guard);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SimpleVersionedSerializer<SourceSplitBase> getSplitSerializer() {
        return new ConnectorState<>(connector.getSplitSerializer(), FIRST_SPLITS);
    }

    @Override
    public SimpleVersionedSerializer<PendingSplitsState> getEnumeratorCheckpointSerializer() {
        return new ConnectorState<>(
                connector.getEnumeratorCheckpointSerializer(), FIRST_ENUMERATOR_STATE);
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return VersionedTypeInfo.ROW_CHANGE;
    }
}
