package io.millrace.bench.flow;

import io.millrace.change.RowChange;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.NumberSequenceIterator;

/** Emits {@link OrderChanges}, and when that was all, waits as one does that reads a log. */
final class OrderSource
        implements Source<RowChange, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
    private static final long serialVersionUID = 1L;

    private final long rows;
    private final NumberSequenceSource numbers;

    /**
     * @param rows how many there are at a time
     * @param changes how many there are, the first inserts among them
     */
    OrderSource(long rows, long changes) {
        this.rows = rows;
        this.numbers = new NumberSequenceSource(0, changes - 1);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<RowChange, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new Reader(context, new OrderChanges(rows));
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        return numbers.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context,
            Collection<NumberSequenceSplit> checkpoint) {
        return numbers.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return numbers.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
            getEnumeratorCheckpointSerializer() {
        return numbers.getEnumeratorCheckpointSerializer();
    }

    private static final class Reader
            extends IteratorSourceReaderBase<
                    Long, RowChange, NumberSequenceIterator, NumberSequenceSplit> {
        private final OrderChanges changes;

        Reader(SourceReaderContext context, OrderChanges changes) {
            super(context);
            this.changes = changes;
        }

        @Override
        protected RowChange convert(Long number) {
            return changes.change(number);
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RowChange> output) {
            InputStatus status = super.pollNext(output);
            if (status != InputStatus.END_OF_INPUT) {
                return status;
            }
            availability = new CompletableFuture<>();
            return InputStatus.NOTHING_AVAILABLE;
        }
    }
}
