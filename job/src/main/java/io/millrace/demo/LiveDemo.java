package io.millrace.demo;

import io.millrace.console.Figures;
import io.millrace.console.StatusLine;
import io.millrace.demo.check.Latencies;
import io.millrace.demo.check.LatencyProbe;
import io.millrace.demo.shop.Workload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps changing rows, and shows every second how the index keeps up, until it is stopped. */
record LiveDemo(Shop shop, DemoPipeline pipeline, StatusLine status, CountDownLatch stopped) {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(2);

    void run(DemoOptions options) throws Exception {
        try (LatencyProbe probe = shop.probe();
                Workload workload = shop.workload(options.seed(), probe)) {
            CompletableFuture<Void> changing = new CompletableFuture<>();
            Thread thread = new Thread(() -> change(workload, options, changing), "workload");
            thread.setDaemon(true);
            thread.start();
            try {
                watch(workload, probe, changing);
            } finally {
                thread.interrupt();
                // Whoever holds a lock on the table does not hold up the end.
                thread.join(END.toMillis());
            }
        }
    }

    private void watch(Workload workload, LatencyProbe probe, CompletableFuture<Void> changing)
            throws Exception {
        long changesBefore = 0;
        long before = System.nanoTime();
        while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            pipeline.requireRunning();
            if (changing.isDone()) {
                changing.get();
            }
            long changes = workload.counts().changes();
            long now = System.nanoTime();
            status.show(
                    line(
                            changes - changesBefore,
                            Duration.ofNanos(now - before),
                            probe.latencies()));
            changesBefore = changes;
            before = now;
        }
        status.clear();
    }

    private String line(long changes, Duration time, Latencies latencies) throws Exception {
        return Figures.perSecond(changes, time)
                + " changes/s · latency p50 "
                + Figures.duration(latencies.p50())
                + ", p99 "
                + Figures.duration(latencies.p99())
                + " · "
                + Figures.count(shop.documents())
                + " documents";
    }

    private void change(Workload workload, DemoOptions options, CompletableFuture<Void> changing) {
        try {
            workload.runAtRate(options.changesPerSecond(), options.changes(), stopped);
            changing.complete(null);
        } catch (Exception e) {
            changing.completeExceptionally(e);
        }
    }
}
