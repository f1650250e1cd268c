package io.millrace.backfill.read;

import io.millrace.backfill.chunk.BackfillOver;
import io.millrace.backfill.chunk.ChunkOver;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.ChunksKnown;
import io.millrace.backfill.read.Fetched.Failure;
import io.millrace.backfill.read.Fetched.Page;
import io.millrace.backfill.read.Fetched.Row;
import io.millrace.backfill.table.ReadingOutage;
import io.millrace.change.RowChange;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits the rows of chunks, and keeps how far that was. It asks for another chunk when it emits the
 * last page of the one it has. Its rows have no time, and its output is idle, so that no watermark
 * waits for it.
 */
public final class ChunkReader implements SourceReader<RowChange, ChunkSplit> {
    private final SourceReaderContext context;
    private final ReadMetrics metrics;
    private final Handover handover = new Handover();
    private final ChunkFetcher fetcher;
    private final PageClock clock = new PageClock(System::nanoTime);
    private final Map<Long, OpenChunk> open = new LinkedHashMap<>();
    private final Map<Long, ChunkSplit> over = new LinkedHashMap<>();
    @Nullable private OpenChunk chunk;
    @Nullable private Page page;
    private int emittedOfPage;
    private boolean started;
    private boolean asked;
    private boolean idle;
    private boolean noMoreChunks;

    /**
     * @param rowsPerSecond of all readers together; 0 for as many as there are
     */
    public ChunkReader(
            SourceSpec source,
            Iterable<Table> tables,
            int rowsPerSecond,
            SourceReaderContext context) {
        this.context = context;
        this.metrics = new ReadMetrics(context.metricGroup());
        this.fetcher =
                new ChunkFetcher(
                        new PageReader(source, tables),
                        handover,
                        new Pacing(
                                (double) rowsPerSecond / context.currentParallelism(),
                                System::nanoTime),
                        new ReadingOutage(source, "read rows for a backfill"));
    }

    /** By now the enumerator takes what it is told. */
    @Override
    public void start() {
        started = true;
        over.values().forEach(this::report);
        fetcher.start();
        askIfIdle();
    }

    @Override
    public void addSplits(List<ChunkSplit> splits) {
        asked = false;
        for (ChunkSplit split : splits) {
            if (split.isOpen()) {
                open.put(split.chunk().id(), new OpenChunk(split));
                handover.add(split);
            } else {
                over.put(split.chunk().id(), split);
                if (started) {
                    report(split);
                }
            }
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowChange> output) throws IOException {
        if (!idle) {
            output.markIdle();
            idle = true;
        }
        if (page == null) {
            return next();
        }
        clock.asked();
        Row row = page.rows().get(emittedOfPage++);
        output.collect(row.change());
        chunk.emitted(row);
        metrics.emitted();
        clock.emitted();
        if (emittedOfPage == page.rows().size()) {
            fetcher.rest(clock.rest());
            endPage(page);
        }
        return InputStatus.MORE_AVAILABLE;
    }

    /** Begins the next page. */
    private InputStatus next() throws IOException {
        Fetched fetched = handover.poll();
        if (fetched == null) {
            return noMoreChunks && open.isEmpty()
                    ? InputStatus.END_OF_INPUT
                    : InputStatus.NOTHING_AVAILABLE;
        }
        chunk = open.get(fetched.chunk());
        if (fetched instanceof Failure failure) {
            end(chunk.split().failed(failure.reason()));
        } else if (fetched instanceof Page read) {
            begin(read);
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private void begin(Page read) {
        if (read.last() && open.size() == 1) {
            ask();
        }
        if (read.rows().isEmpty()) {
            endPage(read);
        } else {
            page = read;
            emittedOfPage = 0;
            clock.begins();
        }
    }

    private void endPage(Page read) {
        page = null;
        if (read.last()) {
            metrics.chunkEnded();
            end(chunk.split().ended());
        }
    }

    private void end(ChunkSplit split) {
        open.remove(split.chunk().id());
        over.put(split.chunk().id(), split);
        report(split);
        askIfIdle();
    }

    private void report(ChunkSplit split) {
        context.sendSourceEventToCoordinator(ChunkOver.of(split));
    }

    private void askIfIdle() {
        if (open.isEmpty()) {
            ask();
        }
    }

    private void ask() {
        if (!asked && !noMoreChunks) {
            asked = true;
            context.sendSplitRequest();
        }
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ChunksKnown known) {
            known.chunks().forEach(over::remove);
        } else if (event instanceof BackfillOver ended) {
            drop(ended.backfill());
        }
    }

    private void drop(long backfill) {
        if (page != null && chunk.backfill() == backfill) {
            page = null;
        }
        open.entrySet()
                .removeIf(
                        entry -> {
                            boolean dropped = entry.getValue().backfill() == backfill;
                            if (dropped) {
                                handover.drop(entry.getKey());
                            }
                            return dropped;
                        });
        askIfIdle();
        handover.wake();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return page == null ? handover.available() : CompletableFuture.completedFuture(null);
    }

    @Override
    public List<ChunkSplit> snapshotState(long checkpointId) {
        List<ChunkSplit> splits = new ArrayList<>(over.values());
        open.values().forEach(chunk -> splits.add(chunk.split()));
        return splits;
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreChunks = true;
        handover.wake();
    }

    @Override
    public void close() throws Exception {
        fetcher.close();
    }
}
