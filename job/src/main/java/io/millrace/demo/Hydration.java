package io.millrace.demo;

import io.millrace.console.Progress;
import io.millrace.console.StatusLine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wait until the index holds every row that the table began with. */
record Hydration(Shop shop, DemoPipeline pipeline, StatusLine status, CountDownLatch stopped) {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Shows the progress until all documents are there, or the demo is stopped.
     *
     * @return how long it took
     * @throws DemoFailedException if nothing has arrived for two minutes
     */
    Duration await(int products) throws Exception {
        Progress progress = new Progress("indexing products", products, "docs");
        long start = System.nanoTime();
        long lastArrival = start;
        long documents = shop.documents();
        while (documents < products && !stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            pipeline.requireRunning();
            long before = documents;
            documents = shop.documents();
            if (documents != before) {
                lastArrival = System.nanoTime();
            } else if (since(lastArrival).compareTo(PATIENCE) > 0) {
                status.clear();
                throw new DemoFailedException(
                        "No document has arrived for two minutes: "
                                + progress.line(documents, since(start))
                                + ". Set MILLRACE_LOG_LEVEL=INFO to see what the pipeline does.");
            }
            status.show(progress.line(documents, since(start)));
        }
        Duration took = since(start);
        status.finish(progress.line(documents, took));
        return took;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
