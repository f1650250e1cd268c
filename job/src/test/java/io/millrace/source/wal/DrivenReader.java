package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.RowChange;
import io.millrace.source.SlotSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.annotation.Nullable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * A source reader that a test drives, in the place of a task: it emits exactly as much as it is
 * told. Closing it without a checkpoint is a crash.
 */
final class DrivenReader implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final WalSourceReader reader;
    private final MetricListener metrics = new MetricListener();
    private final List<RowChange> emitted = new ArrayList<>();
    private final Collected output = new Collected();
    private long checkpoints;
    private long count;
    private boolean keeps = true;

    DrivenReader(SlotSpec slot, int checkpointsKept, WalSplit split) {
        reader = new WalSourceReader(slot, checkpointsKept, new Context());
        reader.start();
        reader.addSplits(List.of(split));
    }

    /** Only counts what it emits from now on. */
    DrivenReader forgetting() {
        keeps = false;
        return this;
    }

    /** Everything emitted so far. */
    List<RowChange> emitted() {
        return List.copyOf(emitted);
    }

    long count() {
        return count;
    }

    /** The change that was emitted last; null before the first. */
    @Nullable
    RowChange lastEmitted() {
        return emitted.isEmpty() ? null : emitted.get(emitted.size() - 1);
    }

    /** Emits this many changes more; waits for them. */
    void emit(long changes) throws Exception {
        long goal = count + changes;
        emitUntil(() -> count == goal);
    }

    /** Emits change by change until that holds; waits for them. */
    void emitUntil(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time, after %s", count).isLessThan(deadline);
            if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
                awaitMore();
            }
        }
    }

    private void awaitMore() throws Exception {
        try {
            reader.isAvailable().get(10, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException nothingYet) {
            return;
        }
    }

    /** Emits whatever there is now, without waiting. */
    void emitPending() throws Exception {
        InputStatus status = InputStatus.MORE_AVAILABLE;
        while (status == InputStatus.MORE_AVAILABLE) {
            status = reader.pollNext(output);
        }
    }

    /** Takes a checkpoint; through its serialized form, as Flink would restore it. */
    WalSplit checkpoint() throws IOException {
        WalSplitSerializer serializer = new WalSplitSerializer();
        WalSplit split = reader.snapshotState(++checkpoints).get(0);
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
    }

    /** Everything that committed up to here was emitted, as far as a watermark has told. */
    long watermark() {
        return output.watermark;
    }

    /** How far a checkpoint of now would reach. */
    long confirmLsn() {
        return reader.snapshotState(++checkpoints).get(0).confirmLsn();
    }

    /** Completes the checkpoint that was taken last. */
    void completeCheckpoint() {
        reader.notifyCheckpointComplete(checkpoints);
    }

    long counter(String name) {
        return metrics.getCounter(name).orElseThrow().getCount();
    }

    double meter(String name) {
        return metrics.getMeter(name).orElseThrow().getRate();
    }

    long gauge(String name) {
        return metrics.<Long>getGauge(name).orElseThrow().getValue();
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }

    private final class Collected implements ReaderOutput<RowChange> {
        private long watermark = Long.MIN_VALUE;

        @Override
        public void collect(RowChange change) {
            assertThat(change.position().lsn()).isGreaterThan(watermark);
            count++;
            if (keeps) {
                emitted.add(change);
            }
        }

        @Override
        public void collect(RowChange change, long timestamp) {
            assertThat(timestamp).isEqualTo(change.position().lsn());
            collect(change);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            assertThat(watermark.getTimestamp()).isGreaterThan(this.watermark);
            this.watermark = watermark.getTimestamp();
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<RowChange> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }

    private final class Context implements SourceReaderContext {
        @Override
        public SourceReaderMetricGroup metricGroup() {
            return InternalSourceReaderMetricGroup.mock(metrics.getMetricGroup());
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public void sendSplitRequest() {
            throw new UnsupportedOperationException("The split comes by itself");
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            throw new UnsupportedOperationException("There are no events");
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }
    }
}
