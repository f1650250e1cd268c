package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * {@code ./millrace} as a process of its own, as a user starts it; its temporary files go into a
 * folder of the test.
 */
public final class MillraceProcess implements AutoCloseable {
    private static final Path LAUNCHER = Path.of("..", "millrace").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;
    private final Path err;

    private MillraceProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * @param folder the folder that it runs in, in which {@code tmp} takes its temporary files
     */
    public static MillraceProcess start(Path folder, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments))
                                        .toList())
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("FLINK_CONF_DIR", "MILLRACE_LOG_LEVEL"));
        return new MillraceProcess(builder.start(), out, err);
    }

    /** What it has written to standard output by now. */
    public String out() {
        return read(out);
    }

    /** What it has written to standard error by now. */
    public String err() {
        return read(err);
    }

    /** Waits for a text on standard output. */
    public void awaitOut(String text) {
        await(this::out, text);
    }

    /** Waits for a text on standard error. */
    public void awaitErr(String text) {
        await(this::err, text);
    }

    private void await(java.util.function.Supplier<String> written, String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast("it has ended: " + this, () -> !process.isAlive())
                .untilAsserted(() -> assertThat(written.get()).contains(text));
    }

    /**
     * Sends a signal.
     *
     * @param name such as {@code INT}, which is what Ctrl-C sends
     */
    public void signal(String name) throws IOException, InterruptedException {
        List<String> kill = List.of("kill", "-s", name, String.valueOf(process.pid()));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    /** Waits for its end, and gives its exit code. */
    public int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it ends: %s", this)
                .isTrue();
        return process.exitValue();
    }

    /** Kills it, if it has not ended. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return "exit code "
                + (process.isAlive() ? "(none yet)" : String.valueOf(process.exitValue()))
                + "\n"
                + out()
                + err();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
