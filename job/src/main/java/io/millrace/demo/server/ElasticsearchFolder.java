package io.millrace.demo.server;

import io.millrace.demo.server.EmbeddedElasticsearch.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;

/** All that one running Elasticsearch reads and writes, in one temporary folder. */
record ElasticsearchFolder(Path root) {
    private static final int LOG_LINES = 30;

    /** Makes the folder, with the configuration in it. */
    static ElasticsearchFolder create(Options options) throws IOException {
        ElasticsearchFolder folder =
                new ElasticsearchFolder(Files.createTempDirectory("millrace-elasticsearch-"));
        for (Path path : List.of(folder.config(), folder.logs(), folder.temporary())) {
            Files.createDirectory(path);
        }
        for (String file : List.of("elasticsearch.yml", "jvm.options", "log4j2.properties")) {
            try (InputStream content =
                    ElasticsearchFolder.class.getResourceAsStream("elasticsearch/" + file)) {
                Files.copy(content, folder.config().resolve(file));
            }
        }
        for (String file : List.of("users", "users_roles", "roles.yml")) {
            Files.createFile(folder.config().resolve(file));
        }
        Files.write(
                folder.config().resolve("elasticsearch.yml"),
                List.of(
                        "http.port: " + options.ports(),
                        "xpack.security.enabled: " + (options.login() != null),
                        "path.data: " + folder.root().resolve("data"),
                        "path.logs: " + folder.logs()),
                StandardOpenOption.APPEND);
        return folder;
    }

    Path config() {
        return root.resolve("config");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    /** The process that starts the server, waits for it, and stops it with itself. */
    Path launcherPid() {
        return root.resolve("launcher.pid");
    }

    Path serverPid() {
        return root.resolve("server.pid");
    }

    Path log() {
        return logs().resolve("elasticsearch.log");
    }

    private Path logs() {
        return root.resolve("logs");
    }

    /** The port that the server listens on; empty while it does not. */
    OptionalInt port() throws IOException {
        try {
            String address = Files.readAllLines(logs().resolve("http.ports")).get(0);
            return OptionalInt.of(
                    Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        } catch (NoSuchFileException notYet) {
            return OptionalInt.empty();
        }
    }

    /** The end of what the server said. */
    String lastLogLines() throws IOException {
        List<String> lines = Files.readAllLines(log(), StandardCharsets.UTF_8);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
