package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.ChunkSplitSerializer;
import io.millrace.backfill.read.ChunkReader;
import io.millrace.backfill.table.ReadingOutage;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.SourceSpec;
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
 * Rows of tables as they are found, in chunks that all readers share: each {@code READ} with the
 * snapshot that it was seen in, and the flow that it is for. Of a table, each row that is there all
 * the while comes at least once, and twice only if its chunk was being read when the job failed.
 *
 * <p>A continuous one does what the {@link BackfillTable} asks for, and is idle otherwise. A
 * bounded one reads what is initial, knows of no such table, and ends; where that fails, so does
 * the job.
 */
public final class BackfillSource
        implements Source<RowChange, ChunkSplit, BackfillState>, ResultTypeQueryable<RowChange> {
    private static final long serialVersionUID = 1L;

    private final BackfillSettings spec;
    private final Boundedness boundedness;

    public BackfillSource(BackfillSettings spec, Boundedness boundedness) {
        this.spec = spec;
        this.boundedness = boundedness;
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
    }

    @Override
    public SplitEnumerator<ChunkSplit, BackfillState> createEnumerator(
            SplitEnumeratorContext<ChunkSplit> context) {
        return restoreEnumerator(context, BackfillState.NEW);
    }

    @Override
    public SplitEnumerator<ChunkSplit, BackfillState> restoreEnumerator(
            SplitEnumeratorContext<ChunkSplit> context, BackfillState checkpoint) {
        SourceSpec source = spec.source();
        Control control =
                boundedness == Boundedness.BOUNDED
                        ? new InitialOnly(spec.initial())
                        : new TableControl(spec.pipeline(), source);
        Planner planner = new TablePlanner(source, spec.tables(), spec.limits().chunkRows());
        return new BackfillEnumerator(
                context,
                new Planning(
                        context,
                        planner,
                        new ReadingOutage(source, "cut a table for a backfill"),
                        System::nanoTime),
                new Correspondence(
                        control,
                        new ReadingOutage(source, "look into millrace.backfill"),
                        System::nanoTime),
                spec,
                boundedness,
                checkpoint);
    }

    @Override
    public SourceReader<RowChange, ChunkSplit> createReader(SourceReaderContext context) {
        return new ChunkReader(
                spec.source(), spec.tables(), spec.limits().rowsPerSecond(), context);
    }

    @Override
    public SimpleVersionedSerializer<ChunkSplit> getSplitSerializer() {
        return new ChunkSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<BackfillState> getEnumeratorCheckpointSerializer() {
        return new BackfillStateSerializer();
    }

    @Override
    public TypeInformation<RowChange> getProducedType() {
        return VersionedTypeInfo.ROW_CHANGE;
    }
}
