package io.millrace.demo.server;

import io.millrace.demo.server.EmbeddedElasticsearch.Login;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;

/** The wait for a server that has just been launched. */
record ElasticsearchStartup(Process process, ElasticsearchFolder folder) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Waits until the server answers that it is healthy.
     *
     * @return the port that it listens on
     */
    int awaitPort(@Nullable Login login) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            OptionalInt port = folder.port();
            if (port.isPresent() && isHealthy(port.getAsInt(), login)) {
                return port.getAsInt();
            }
            if (Instant.now().isAfter(deadline)) {
                throw failure("is not healthy after " + PATIENCE.toSeconds() + " s");
            }
        }
        throw failure("has exited with code " + process.exitValue());
    }

    private static boolean isHealthy(int port, @Nullable Login login)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/_cluster/health?wait_for_status=yellow&timeout=1s"))
                        .timeout(Duration.ofSeconds(5));
        if (login != null) {
            String pair = login.user() + ":" + login.password().value();
            byte[] utf8 = pair.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(utf8));
        }
        HttpResponse<Void> response =
                HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.discarding());
        return response.statusCode() == 200;
    }

    private IOException failure(String what) throws IOException {
        return new IOException(
                "Elasticsearch " + what + ". Its last words:\n" + folder.lastLogLines());
    }
}
