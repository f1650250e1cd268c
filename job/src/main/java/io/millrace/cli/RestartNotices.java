package io.millrace.cli;

import io.millrace.pipeline.LocalRun;
import io.millrace.pipeline.LocalRun.Interruption;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells, while a pipeline runs, what it has been interrupted by and went on after. */
final class RestartNotices implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LocalRun run;
    private final PrintWriter err;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "restart-notices");
                        thread.setDaemon(true);
                        return thread;
                    });
    private long told;

    private RestartNotices(LocalRun run, PrintWriter err) {
        this.run = run;
        this.err = err;
    }

    static RestartNotices of(LocalRun run, PrintWriter err) {
        RestartNotices notices = new RestartNotices(run, err);
        notices.executor.scheduleWithFixedDelay(
                notices::tell, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return notices;
    }

    private void tell() {
        try {
            Interruption last = run.lastInterruption().orElse(null);
            if (last != null && last.time() > told) {
                told = last.time();
                err.println("Restarting after: " + Failures.explain(last.failure()));
                err.flush();
            }
        } catch (ExecutionException ending) {
            // The cluster is being closed; whoever waits for the run tells why.
            executor.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
