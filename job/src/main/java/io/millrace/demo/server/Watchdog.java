package io.millrace.demo.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops a server and deletes its folder: when closed, and also when this JVM ends in any other way,
 * a crash and {@code kill -9} included. It is a child process that waits for the end of a pipe,
 * which the operating system closes with the JVM.
 *
 * <p>Start it before the server, so that nothing is ever unwatched:
 *
 * <pre>{@code
 * Watchdog watchdog = Watchdog.start(folder, StopSignal.TERM, folder.resolve("server.pid"));
 * // start the server, which writes its process id into that file
 * watchdog.close();
 * }</pre>
 */
final class Watchdog implements AutoCloseable {
    /** What asks a server to stop; after ten seconds it is killed. */
    enum StopSignal {
        /** Elasticsearch's orderly shutdown. */
        TERM,
        /** Postgres's fast shutdown: it does not wait for its clients. */
        INT
    }

    /** Tells a watchdog of a folder around this one to wait; the script knows it too. */
    private static final String MARK = ".watched";

    private final Process process;
    private final Thread onExit = new Thread(this::stop, "watchdog-close");

    private Watchdog(Process process) {
        this.process = process;
    }

    /**
     * Begins to watch.
     *
     * @param folder deleted with all it holds, once the processes are gone, and the folders in it
     *     that have a watchdog of their own
     * @param signal what to send the processes first
     * @param pidFiles files whose first line is a process id. They are read at the end: one that is
     *     missing or empty then stands for a process that is not running
     */
    static Watchdog start(Path folder, StopSignal signal, Path... pidFiles) throws IOException {
        Watchdog watchdog = launch(folder, signal, pidFiles);
        Runtime.getRuntime().addShutdownHook(watchdog.onExit);
        return watchdog;
    }

    /** Begins to watch, like {@code start}, but unless closed it acts only after this JVM's end. */
    static Watchdog launch(Path folder, StopSignal signal, Path... pidFiles) throws IOException {
        Files.createFile(folder.resolve(MARK));
        List<String> command =
                new ArrayList<>(
                        List.of("/bin/sh", "-c", script(), "millrace-watchdog", signal.name()));
        command.add(folder.toAbsolutePath().toString());
        for (Path pidFile : pidFiles) {
            command.add(pidFile.toAbsolutePath().toString());
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return new Watchdog(process);
    }

    private static String script() throws IOException {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Stops the processes and deletes the folder; returns when both are gone. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook is running, or has run: it does the same.
            return;
        }
    }

    private void stop() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell the watchdog to stop its server", e);
        } catch (InterruptedException e) {
            // It goes on by itself; only the wait for it ends here.
            Thread.currentThread().interrupt();
        }
    }
}
