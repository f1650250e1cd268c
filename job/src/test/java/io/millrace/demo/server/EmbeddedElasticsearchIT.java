package io.millrace.demo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.config.Secret;
import io.millrace.demo.server.EmbeddedElasticsearch.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedElasticsearchIT {
    @TempDir Path temporary;

    @Test
    void leavesNoProcessAndNoFolderBehindWhenClosed() throws Exception {
        EmbeddedElasticsearch server = EmbeddedElasticsearch.start();
        Path folder = server.folder();
        assertThat(folder).isDirectory();
        assertThat(server.isRunning()).isTrue();

        server.close();

        assertThat(server.isRunning()).isFalse();
        assertThat(folder).doesNotExist();
    }

    @Test
    void leavesNoProcessAndNoFolderBehindWhenItsJvmIsKilled() throws Exception {
        letOthersPass(temporary);
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dmillrace.elasticsearch.zip="
                                        + System.getProperty("millrace.elasticsearch.zip"),
                                ServerMain.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        assertThat(status(said.readLine(), null)).isEqualTo(200);
        Path folder = Path.of(said.readLine());
        assertThat(folder).isDirectory();
        List<ProcessHandle> servers = jvm.descendants().toList();
        assertThat(servers).isNotEmpty();

        jvm.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            assertThat(servers).noneMatch(ProcessHandle::isAlive);
                            assertThat(folder).doesNotExist();
                        });
    }

    @Test
    void takesAnotherPortWhereThePreferredOneIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedElasticsearch server =
                        EmbeddedElasticsearch.start(
                                Options.DEFAULT.preferringPort(taken.getLocalPort()))) {
            assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
            assertThat(status(server.url(), null)).isEqualTo(200);
        }
    }

    @Test
    void letsOnlyItsUserInWhereItIsSecured() throws Exception {
        Options secured = Options.DEFAULT.securedFor("millrace", new Secret("mill-pond"));
        try (EmbeddedElasticsearch server = EmbeddedElasticsearch.start(secured)) {
            assertThat(status(server.url(), null)).isEqualTo(401);
            assertThat(status(server.url(), "Basic bWlsbHJhY2U6bWlsbC1wb25k")).isEqualTo(200);
        }
    }

    @Test
    void saysWhyItCannotStart() throws Exception {
        Options refused = Options.DEFAULT.securedFor("millrace", new Secret("pond"));

        assertThatThrownBy(() -> EmbeddedElasticsearch.start(refused))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot add the user millrace")
                .hasMessageContaining("at least [6] characters");
    }

    /** JUnit's folders are closed to others, and the server may run as another user. */
    private static void letOthersPass(Path folder) {
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
    }

    private static int status(String url, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/_cluster/health"));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
