package io.millrace.bench.process;

import io.millrace.bench.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM for one part of a benchmark alone, with the class path and settings of this one. What it
 * logs goes where this one's does; what it finds is the last line that it prints.
 */
public final class ChildJvm implements AutoCloseable {
    private static final List<String> OWN = List.of("-Xmx", "-Dmillrace.temp=");

    private final Process process;
    private final Thread onExit;

    private ChildJvm(Process process) {
        this.process = process;
        this.onExit = new Thread(process::destroyForcibly, "child-jvm-close");
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * @param jvmOptions besides those of this JVM, but for its heap
     * @param arguments those of {@link io.millrace.bench.Bench}
     */
    public static ChildJvm start(List<String> jvmOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.millrace.bench.Bench");
        command.addAll(arguments);
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for its end.
     *
     * @throws IOException if it failed
     */
    public Figures await() throws IOException, InterruptedException {
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("A JVM of the benchmark ended with " + status + "; see above");
        }
        return Figures.parse(last);
    }

    /** Ends it if it has not. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onExit);
        process.destroyForcibly();
    }
}
