package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backfill.chunk.Chunk;
import io.millrace.backfill.chunk.ChunkOver;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.Scope;
import io.millrace.backfill.read.ChunkReader;
import io.millrace.change.RowChange;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
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

/** A reader of chunks that a test drives, in the place of a task and of the enumerator. */
public final class DrivenChunks implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ChunkReader reader;
    private final TablePlanner planner;
    private final Table table;
    private final Output output = new Output();
    private final List<RowChange> emitted = new ArrayList<>();
    private final List<ChunkOver> over = new ArrayList<>();
    private final MetricListener metrics = new MetricListener();
    private int requests;
    private int given;

    public DrivenChunks(SourceSpec source, Table table, int chunkRows) {
        this.table = table;
        this.planner = new TablePlanner(source, List.of(table), chunkRows);
        this.reader = new ChunkReader(source, List.of(table), 0, new Context());
    }

    /** All rows of a table, in chunks of so many. */
    public static List<RowChange> readAll(SourceSpec source, Table table, int chunkRows)
            throws Exception {
        try (DrivenChunks chunks = new DrivenChunks(source, table, chunkRows)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            chunks.finish();
            assertThat(chunks.over()).allSatisfy(over -> assertThat(over.error()).isNull());
            return chunks.emitted();
        }
    }

    public void start() {
        reader.start();
    }

    public List<ChunkSplit> plan(String condition) throws SQLException {
        Scope scope = new Scope(1, "f", table.name(), condition);
        planner.estimate(scope);
        List<ChunkSplit> splits = new ArrayList<>();
        List<String> after = List.of();
        do {
            List<String> upTo = planner.boundary(scope, after);
            splits.add(ChunkSplit.unread(new Chunk(splits.size() + 1, scope, after, upTo)));
            after = upTo;
        } while (!after.isEmpty());
        return splits;
    }

    public void give(List<ChunkSplit> splits) {
        given += splits.size();
        reader.addSplits(splits);
    }

    /** Emits until all chunks are over. */
    public void finish() throws Exception {
        emitUntil(() -> over.size() == given);
    }

    public void emit(int rows) throws Exception {
        int goal = emitted.size() + rows;
        emitUntil(() -> emitted.size() == goal);
    }

    public void emitUntil(BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time, after %s", over).isLessThan(deadline);
            if (reader.pollNext(output) == InputStatus.NOTHING_AVAILABLE) {
                await();
            }
        }
    }

    private void await() throws Exception {
        try {
            reader.isAvailable().get(10, TimeUnit.MILLISECONDS);
        } catch (TimeoutException nothingYet) {
            return;
        }
    }

    public InputStatus poll() throws Exception {
        return reader.pollNext(output);
    }

    public List<ChunkSplit> checkpoint() {
        return reader.snapshotState(1);
    }

    public void tell(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    public void noMoreChunks() {
        reader.notifyNoMoreSplits();
    }

    public List<RowChange> emitted() {
        return emitted;
    }

    public List<ChunkOver> over() {
        return over;
    }

    public int requests() {
        return requests;
    }

    public boolean isIdle() {
        return output.idle;
    }

    public long counter(String name) {
        return metrics.getCounter(name).orElseThrow().getCount();
    }

    @Override
    public void close() throws Exception {
        reader.close();
        planner.abort();
    }

    private final class Output implements ReaderOutput<RowChange> {
        private boolean idle;

        @Override
        public void collect(RowChange change) {
            emitted.add(change);
        }

        @Override
        public void collect(RowChange change, long timestamp) {
            throw new UnsupportedOperationException("A read has no time");
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            throw new UnsupportedOperationException("There are no watermarks");
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }

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
            requests++;
        }

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {
            over.add((ChunkOver) event);
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
        }

        @Override
        public int currentParallelism() {
            return 1;
        }
    }
}
