package io.millrace.demo;

import io.millrace.console.StatusLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The demo, given servers and a pipeline: opens the shop, hydrates its index, and changes rows. */
public final class Demo {
    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;

    private final DemoServers servers;
    private final DemoPipeline pipeline;
    private final PrintStream out;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param pipeline is started by the demo; ending it is up to the caller
     * @param out takes all that the demo says
     */
    public Demo(DemoServers servers, DemoPipeline pipeline, PrintStream out) {
        this.servers = servers;
        this.pipeline = pipeline;
        this.out = out;
    }

    /**
     * Runs the demo to its end, or until it is stopped.
     *
     * @return the status to exit with: 1 if a check has found the index to differ from the table,
     *     or never came to its end
     * @throws Exception what a server or the pipeline has failed with
     */
    public int run(DemoOptions options) throws Exception {
        long start = System.nanoTime();
        Shop shop = new Shop(servers);
        StatusLine status = StatusLine.on(out);
        shop.open(options.products(), options.seed());
        pipeline.start();
        try {
            Duration hydration =
                    new Hydration(shop, pipeline, status, stopped).await(options.products());
            if (options.mode() == DemoOptions.Mode.LIVE) {
                out.println(new Invitation(servers, pipeline.webUi()));
                new LiveDemo(shop, pipeline, status, stopped).run(options);
                return EQUAL;
            }
            OnceDemo.Outcome outcome = new OnceDemo(shop, pipeline, status, stopped).run(options);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            out.println(new Summary(outcome, options.products(), hydration, duration));
            return verdict(outcome);
        } catch (DemoFailedException e) {
            status.clear();
            out.println(e.getMessage());
            return DIFFERENT;
        } finally {
            status.clear();
        }
    }

    /** Ends the demo soon, from another thread. */
    public void stop() {
        stopped.countDown();
    }

    private int verdict(OnceDemo.Outcome outcome) {
        if (stopped.getCount() == 0) {
            out.println("Stopped before all was done.");
            return DIFFERENT;
        }
        if (outcome.comparison().mismatches() > 0) {
            out.println("The index differs from the table: " + outcome.comparison());
            return DIFFERENT;
        }
        out.println("Every document equals its row.");
        return EQUAL;
    }
}
