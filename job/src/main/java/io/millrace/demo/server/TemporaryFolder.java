package io.millrace.demo.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that the launcher has made for the temporary files of this JVM alone. It goes when it
 * is closed, or else after the JVM, in whatever way that ends: until then, something may write.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final String FOLDER = "millrace.temp";

    private final Optional<Watchdog> watchdog;

    private TemporaryFolder(Optional<Watchdog> watchdog) {
        this.watchdog = watchdog;
    }

    /** Does nothing where the launcher has made none, as in a test. */
    public static TemporaryFolder ofThisProcess() throws IOException {
        String folder = System.getProperty(FOLDER);
        return new TemporaryFolder(
                folder == null
                        ? Optional.empty()
                        : Optional.of(Watchdog.launch(Path.of(folder), Watchdog.StopSignal.TERM)));
    }

    @Override
    public void close() {
        watchdog.ifPresent(Watchdog::close);
    }
}
