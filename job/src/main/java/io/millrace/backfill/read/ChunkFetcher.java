package io.millrace.backfill.read;

import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.read.Fetched.Failure;
import io.millrace.backfill.read.Fetched.Page;
import io.millrace.backfill.table.ReadFailure;
import io.millrace.backfill.table.ReadingOutage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads chunks on a thread of its own, one after the other, and hands their pages over. What passes
 * by itself is waited for; what does not is handed over as the failure of its chunk.
 */
final class ChunkFetcher implements AutoCloseable {
    private static final Duration ORDERLY_END = Duration.ofSeconds(2);

    private final PageReader pages;
    private final Handover handover;
    private final Pacing pacing;
    private final ReadingOutage outage;
    private final AtomicReference<Duration> rest = new AtomicReference<>(Duration.ZERO);
    private final Thread thread;

    ChunkFetcher(PageReader pages, Handover handover, Pacing pacing, ReadingOutage outage) {
        this.pages = pages;
        this.handover = handover;
        this.pacing = pacing;
        this.outage = outage;
        this.thread = new Thread(this::run, "backfill");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for so long before the next page. May be called by any thread. */
    void rest(Duration time) {
        rest.accumulateAndGet(time, Duration::plus);
    }

    /** Ends the thread and its session. */
    @Override
    public void close() throws InterruptedException, SQLException {
        handover.close();
        thread.join(ORDERLY_END.toMillis());
        if (thread.isAlive()) {
            pages.abort();
        }
    }

    private void run() {
        try {
            fetchAll();
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            handover.fail(e);
        }
    }

    private void fetchAll() throws InterruptedException, SQLException {
        try (pages) {
            ChunkSplit split = handover.take();
            while (split != null) {
                fetch(split);
                split = handover.take();
            }
        }
    }

    private Duration pauseAfter(Page page) {
        return pacing.pauseAfter(page.rows().size()).plus(rest.getAndSet(Duration.ZERO));
    }

    private void fetch(ChunkSplit split) throws InterruptedException {
        List<String> after = split.after();
        boolean wanted = true;
        while (wanted) {
            long began = System.nanoTime();
            try {
                Page page = pages.read(split.chunk(), after, pacing.limit());
                outage.ends();
                after = page.endAfter(after);
                handover.offer(page);
                wanted = handover.pause(pauseAfter(page)) && !page.last();
            } catch (SQLException e) {
                if (ReadFailure.passes(e, Duration.ofNanos(System.nanoTime() - began))) {
                    wanted = handover.pause(outage.next(e));
                } else {
                    String reason = ReadFailure.reason(e, split.chunk().scope());
                    handover.offer(new Failure(split.chunk().id(), reason));
                    wanted = false;
                }
            }
        }
    }
}
