package io.millrace.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ctrl-C and its like. The first one closes what runs and then ends the process; a second one ends
 * it at once.
 *
 * <p>A shutdown hook would not do: Java runs all of them at the same time, so that servers, logging
 * and whatever else has one end under the feet of what still uses them.
 */
final class StopSignals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    /** How a shell counts the statuses of processes that a signal has ended. */
    private static final int STATUS_BASE = 128;

    private final AutoCloseable running;
    private final PrintWriter out;
    private final AtomicBoolean received = new AtomicBoolean();

    private StopSignals(AutoCloseable running, PrintWriter out) {
        this.running = running;
        this.out = out;
    }

    /**
     * @param running may be closed from another thread, and twice
     * @param out is told that it stops
     */
    static StopSignals closing(AutoCloseable running, PrintWriter out) {
        StopSignals signals = new StopSignals(running, out);
        NAMES.forEach(name -> Signal.handle(new Signal(name), signals::stop));
        return signals;
    }

    private void stop(Signal signal) {
        int status = STATUS_BASE + signal.getNumber();
        if (!received.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(status);
        }
        // A terminal shows Ctrl-C as ^C; this begins on a line of its own.
        out.println();
        out.println("Stopping …");
        out.flush();
        try {
            running.close();
        } catch (Exception e) {
            out.println("Did not stop cleanly: " + Failures.explain(e));
            out.flush();
        }
        System.exit(status);
    }

    /** Whether the process ends, so that what fails from now on is no news. */
    static boolean processEnds() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Once a signal has come, its thread ends the process: whoever ran it waits here for that. */
    @Override
    public void close() throws InterruptedException {
        if (received.get()) {
            Thread.currentThread().join();
        }
    }
}
