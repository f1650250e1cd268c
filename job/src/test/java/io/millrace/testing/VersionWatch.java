package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks at the versions of documents every few milliseconds, and notes each that fell. */
public final class VersionWatch implements AutoCloseable {
    private static final int WATCHED = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final List<String> falls = new CopyOnWriteArrayList<>();
    private final HttpRequest request;

    private VersionWatch(HttpRequest request) {
        this.request = request;
    }

    /** Watches some of the ids from 1 to {@code highest}. */
    public static VersionWatch start(String url, String index, int highest) {
        String ids =
                IntStream.range(0, WATCHED)
                        .mapToObj(i -> "\"" + (1 + i * highest / WATCHED) + "\"")
                        .collect(Collectors.joining(","));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/" + index + "/_mget?_source=false"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"ids\": [" + ids + "]}"))
                        .build();
        VersionWatch watch = new VersionWatch(request);
        watch.thread.scheduleWithFixedDelay(watch::look, 0, 10, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            for (JsonNode document : JSON.readTree(response.body()).path("docs")) {
                if (document.path("found").asBoolean()) {
                    note(document.path("_id").asText(), document.path("_version").asLong());
                }
            }
        } catch (IOException e) {
            falls.add("could not look: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String id, long version) {
        Long before = versions.put(id, version);
        if (before != null && before > version) {
            falls.add(id + " fell from " + before + " to " + version);
        }
    }

    public void assertNeverFell() {
        assertThat(versions).isNotEmpty();
        assertThat(falls).isEmpty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
