package io.millrace.cli;

/** Closes what runs when the process is told to end, as by Ctrl-C. */
final class ShutdownHook {
    private ShutdownHook() {}

    static void closing(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            System.err.println("Did not stop cleanly: " + Failures.explain(e));
        }
    }
}
