package io.millrace.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.testing.MillraceProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace demo} as a user starts it; in the end, nothing of it is left. */
class DemoCommandIT {
    private static final Duration CLEANUP = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(15);

    @TempDir private Path folder;
    private final List<ServerSocket> taken = new ArrayList<>();

    /** Elasticsearch may run as another user, who has to get to its folder. */
    @BeforeEach
    void letOthersPass() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void freePorts() throws IOException {
        for (ServerSocket socket : taken) {
            socket.close();
        }
    }

    @Test
    void onceItShowsThatEveryDocumentEqualsItsRowAndLeavesNothing() throws Exception {
        take(5432, 8081, 9200);
        try (MillraceProcess demo = MillraceProcess.start(folder, "demo", "--once")) {
            assertThat(demo.awaitEnd()).as(demo.toString()).isZero();
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out())
                    .matches(
                            """
                            Starting Postgres and Elasticsearch …
                              Postgres on port (?!5432)\\d+ \\(5432 is taken\\)
                              Elasticsearch on port (?!9200)\\d+ \\(9200 is taken\\)
                            (indexing products  [0-9,]+ / 5,000  \\d+ %  [0-9.,]+ docs/s
                            )+(changing products  [0-9,]+ / 2,000  \\d+ %  [0-9.]+ changes/s
                            )+(documents still to arrive: [0-9,]+
                            )*  rows +[0-9,]+
                              documents +[0-9,]+
                              mismatches +0
                              changes +2,000   [0-9,]+ inserts, [0-9,]+ updates, [0-9,]+ deletes, [0-9,]+ key changes
                              transactions +[0-9,]+   and [0-9,]+ rolled back
                              latency p50 +[0-9.]+ ms   from commit to visible by id
                              latency p99 +[0-9.]+ m?s   max [0-9.]+ m?s, [0-9,]+ samples
                              hydration +[0-9.]+ m?s   [0-9,]+ docs/s
                              duration +[0-9.]+ s

                            Every document equals its row.
                            """);
        }
        assertNothingIsLeft();
    }

    @Test
    void ctrlCEndsItAndLeavesNothing() throws Exception {
        take(8081);
        try (MillraceProcess demo = live()) {
            assertThat(demo.out())
                    .contains("\nWatch the pipeline: http://localhost:")
                    .doesNotContain("http://localhost:8081\n")
                    .contains("\nCtrl-C ends the demo and removes all of it.\n");
            demo.signal("INT");
            assertThat(demo.awaitEnd(STOP)).isEqualTo(130);
            assertThat(demo.out()).endsWith("\nStopping …\n");
            assertThat(demo.err()).isEmpty();
        }
        assertNothingIsLeft();
    }

    @Test
    void theLinesToPasteWorkAndNothingIsLeftEvenWhenItIsKilled() throws Exception {
        try (MillraceProcess demo = live()) {
            String out = demo.out();
            List<String> psql = pasted("psql", out);
            assertThat(psql).hasSize(3).element(1).isEqualTo("-c");
            assertThat(update(URI.create(psql.get(0)), psql.get(2))).isEqualTo(1);
            String search = pasted("curl", out).get(0);
            await().untilAsserted(
                            () ->
                                    assertThat(get(search))
                                            .contains("\"name\" : \"A kettle of mine\""));
            assertThat(get(pasted("curl", out.substring(out.indexOf("/_search"))).get(0)))
                    .contains("\"count\" : ");
            demo.signal("KILL");
            assertThat(demo.awaitEnd()).isEqualTo(137);
            assertThat(demo.err()).isEmpty();
        }
        assertNothingIsLeft();
    }

    private MillraceProcess live() throws IOException {
        MillraceProcess demo = MillraceProcess.start(folder, "demo");
        demo.awaitOut(" changes/s · latency p50 ");
        return demo;
    }

    /** Those that are taken already are just as good. */
    private void take(int... ports) throws IOException {
        for (int port : ports) {
            ServerSocket socket = new ServerSocket();
            taken.add(socket);
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (BindException byOthers) {
                socket.close();
            }
        }
    }

    /** The arguments that a shell makes of the first such command in a text. */
    private static List<String> pasted(String command, String text) throws Exception {
        Matcher line =
                Pattern.compile(
                                "^ +" + command + " (?:\"[^\"]*\"|'[^']*'|[^\n\"'])*",
                                Pattern.MULTILINE)
                        .matcher(text);
        assertThat(line.find()).isTrue();
        String script = command + "() { printf '%s\\0' \"$@\"; }\n" + line.group();
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        String arguments = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).isZero();
        return List.of(arguments.split("\0"));
    }

    private static int update(URI database, String sql) throws Exception {
        String[] login = database.getUserInfo().split(":");
        String url = "jdbc:postgresql://localhost:" + database.getPort() + database.getPath();
        try (Connection connection = DriverManager.getConnection(url, login[0], login[1]);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void assertNothingIsLeft() {
        await().atMost(CLEANUP)
                .untilAsserted(
                        () -> {
                            assertThat(folder.resolve("tmp")).isEmptyDirectory();
                            assertThat(ProcessHandle.allProcesses())
                                    .extracting(process -> process.info().commandLine().orElse(""))
                                    .noneMatch(line -> line.contains(folder.toString()));
                        });
    }
}
