package io.millrace.demo;

import io.millrace.console.Progress;
import io.millrace.console.StatusLine;
import io.millrace.demo.check.IndexComparison;
import io.millrace.demo.check.Latencies;
import io.millrace.demo.check.LatencyProbe;
import io.millrace.demo.shop.Workload;
import io.millrace.demo.shop.WorkloadCounts;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes some changes, waits until all have arrived, and compares index and table. */
record OnceDemo(Shop shop, DemoPipeline pipeline, StatusLine status, CountDownLatch stopped) {
    private static final int STEP = 100;
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** What there is to say in the end, but for the time that it all took. */
    record Outcome(WorkloadCounts counts, IndexComparison.Report comparison, Latencies latencies) {}

    Outcome run(DemoOptions options) throws Exception {
        try (LatencyProbe probe = shop.probe();
                Workload workload = shop.workload(options.seed(), probe)) {
            change(workload, options);
            return new Outcome(workload.counts(), awaitEquality(options), probe.latencies());
        }
    }

    private void change(Workload workload, DemoOptions options) throws Exception {
        Progress progress = new Progress("changing products", options.changes(), "changes");
        long start = System.nanoTime();
        for (int left = options.changes(); left > 0 && stopped.getCount() > 0; left -= STEP) {
            workload.runAtRate(options.changesPerSecond(), Math.min(STEP, left), stopped);
            pipeline.requireRunning();
            status.show(progress.line(workload.counts().changes(), since(start)));
        }
        status.finish(progress.line(workload.counts().changes(), since(start)));
    }

    private IndexComparison.Report awaitEquality(DemoOptions options) throws Exception {
        long start = System.nanoTime();
        IndexComparison.Report report = shop.compare();
        while (report.mismatches() > 0
                && since(start).compareTo(options.patience()) < 0
                && !stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            pipeline.requireRunning();
            status.show("documents still to arrive: " + report.mismatches());
            report = shop.compare();
        }
        status.clear();
        return report;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
