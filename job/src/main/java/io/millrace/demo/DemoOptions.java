package io.millrace.demo;

import java.time.Duration;

/**
 * What the demo should do.
 *
 * @param products rows of the table before anything changes
 * @param changes how many {@link Mode#ONCE} makes
 * @param changesPerSecond how fast
 * @param patience how long {@link Mode#ONCE} waits for the last documents
 * @param seed of the products and of the workload: the same seed, the same demo
 */
public record DemoOptions(
        Mode mode,
        int products,
        int changes,
        double changesPerSecond,
        Duration patience,
        long seed) {

    public enum Mode {
        /** Keeps changing rows until it is stopped. */
        LIVE,
        /** Makes some changes, checks that all have arrived, and ends. */
        ONCE
    }

    /** 5,000 products, and 50 changes a second on them without end. */
    public static DemoOptions live() {
        return new DemoOptions(Mode.LIVE, 5000, Integer.MAX_VALUE, 50, Duration.ZERO, 42);
    }

    /**
     * 5,000 products, and 2,000 changes at 125 a second: they take 16 s, and leave a machine of two
     * cores enough room to measure the latency.
     */
    public static DemoOptions once() {
        return new DemoOptions(Mode.ONCE, 5000, 2000, 125, Duration.ofSeconds(60), 42);
    }
}
