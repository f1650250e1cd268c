package io.millrace.demo.server;

import io.millrace.config.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/**
 * A real, single-node Elasticsearch as a child process, for the demo and for tests. It listens on
 * 127.0.0.1, keeps its data in a temporary folder, and leaves neither a process nor a file behind:
 * not even when this JVM crashes.
 *
 * <pre>{@code
 * try (EmbeddedElasticsearch elasticsearch = EmbeddedElasticsearch.start()) {
 *     URI health = URI.create(elasticsearch.url() + "/_cluster/health");
 * }
 * }</pre>
 */
public final class EmbeddedElasticsearch implements AutoCloseable {
    private final Watchdog watchdog;
    private final Path folder;
    private final Process process;
    private final int port;

    private EmbeddedElasticsearch(Watchdog watchdog, Path folder, Process process, int port) {
        this.watchdog = watchdog;
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * How to start.
     *
     * @param preferredPort the port to listen on, or, where it is taken, one of the 99 above it; 0
     *     for any free port
     * @param login who may do everything; null for a server without security
     */
    public record Options(int preferredPort, @Nullable Login login) {
        public static final Options DEFAULT = new Options(0, null);

        public Options preferringPort(int port) {
            return new Options(port, login);
        }

        /** With security switched on, and basic authentication for this one user. */
        public Options securedFor(String user, Secret password) {
            return new Options(preferredPort, new Login(user, password));
        }

        String ports() {
            return preferredPort == 0 ? "0" : preferredPort + "-" + (preferredPort + 99);
        }
    }

    /** A user and the password; Elasticsearch wants at least six characters of it. */
    public record Login(String user, Secret password) {
        public Login {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }
    }

    /** Starts a server without security, on any free port. */
    public static EmbeddedElasticsearch start() throws IOException, InterruptedException {
        return start(Options.DEFAULT);
    }

    /**
     * Starts a server; returns when it is healthy.
     *
     * @throws IOException if it does not become so within 90 s; with the end of its log
     */
    public static EmbeddedElasticsearch start(Options options)
            throws IOException, InterruptedException {
        ElasticsearchFolder folder = ElasticsearchFolder.create(options);
        Watchdog watchdog =
                Watchdog.start(
                        folder.root(),
                        Watchdog.StopSignal.TERM,
                        folder.launcherPid(),
                        folder.serverPid());
        try {
            ServerUser user = ServerUser.ofOwner(folder.root());
            Path home = ElasticsearchDistribution.home(user);
            user.own(folder.root());
            if (options.login() != null) {
                addUser(options.login(), home, folder, user);
            }
            Process process = launch(home, folder, user);
            int port = new ElasticsearchStartup(process, folder).awaitPort(options.login());
            return new EmbeddedElasticsearch(watchdog, folder.root(), process, port);
        } catch (IOException | InterruptedException | RuntimeException e) {
            watchdog.close();
            throw e;
        }
    }

    private static void addUser(Login login, Path home, ElasticsearchFolder folder, ServerUser user)
            throws IOException, InterruptedException {
        Process process =
                process(
                                user.command(
                                        List.of(
                                                home.resolve("bin/elasticsearch-users").toString(),
                                                "useradd",
                                                login.user(),
                                                "-p",
                                                login.password().value(),
                                                "-r",
                                                "superuser")),
                                folder)
                        .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    "Cannot add the user "
                            + login.user()
                            + " to Elasticsearch:\n"
                            + folder.lastLogLines());
        }
    }

    /**
     * The shell notes its process id before it becomes the server's launcher. Ctrl-C reaches
     * neither: whoever holds this object stops the server after those who still use it.
     */
    private static Process launch(Path home, ElasticsearchFolder folder, ServerUser user)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "trap '' INT HUP; echo $$ >\"$1\" || exit; shift; exec \"$@\"",
                                "elasticsearch",
                                folder.launcherPid().toString()));
        command.addAll(
                user.command(
                        List.of(
                                home.resolve("bin/elasticsearch").toString(),
                                "--pidfile",
                                folder.serverPid().toString())));
        return process(command, folder).start();
    }

    private static ProcessBuilder process(List<String> command, ElasticsearchFolder folder) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        builder.environment().keySet().removeAll(List.of("ES_JAVA_OPTS", "JAVA_HOME", "JAVA_OPTS"));
        builder.environment().put("ES_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ES_PATH_CONF", folder.config().toString());
        builder.environment().put("ES_TMPDIR", folder.temporary().toString());
        // Its native libraries otherwise leave an empty folder in the user's cache.
        builder.environment().put("XDG_CACHE_HOME", folder.temporary().toString());
        return builder;
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    /** Whether the server's process is there. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Stops the server; returns when its process and its folder are gone. */
    @Override
    public void close() {
        watchdog.close();
    }
}
