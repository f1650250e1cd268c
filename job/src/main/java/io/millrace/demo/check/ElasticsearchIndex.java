package io.millrace.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What one index of an Elasticsearch holds. An index that is not there holds nothing. */
public final class ElasticsearchIndex {
    private static final int PAGE = 1000;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final URI elasticsearch;
    private final String index;

    /**
     * @param elasticsearch such as {@code http://localhost:9200}
     */
    public ElasticsearchIndex(URI elasticsearch, String index) {
        this.elasticsearch = elasticsearch;
        this.index = index;
    }

    /** The number of documents, those included that no search would find yet. */
    public long count() throws IOException, InterruptedException {
        refresh();
        return request("GET", "/" + index + "/_count", "").path("count").asLong();
    }

    /**
     * One field of some documents, as it is at this moment; those that are not there are left out.
     */
    Map<String, JsonNode> field(Collection<String> ids, String field)
            throws IOException, InterruptedException {
        ObjectNode body = ExactJson.MAPPER.createObjectNode();
        ids.forEach(body.putArray("ids")::add);
        JsonNode answer =
                request("POST", "/" + index + "/_mget?_source_includes=" + field, body.toString());
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (JsonNode document : answer.path("docs")) {
            if (document.path("found").asBoolean()) {
                found.put(document.get("_id").asText(), document.path("_source").path(field));
            }
        }
        return found;
    }

    /** Gives every document with its id. */
    void forEach(BiConsumer<String, JsonNode> consumer) throws IOException, InterruptedException {
        refresh();
        JsonNode page =
                request(
                        "POST",
                        "/" + index + "/_search?scroll=1m",
                        "{\"size\": " + PAGE + ", \"sort\": [\"_doc\"]}");
        while (!page.path("hits").path("hits").isEmpty()) {
            for (JsonNode hit : page.path("hits").path("hits")) {
                consumer.accept(hit.get("_id").asText(), hit.get("_source"));
            }
            ObjectNode next = ExactJson.MAPPER.createObjectNode().put("scroll", "1m");
            page =
                    request(
                            "POST",
                            "/_search/scroll",
                            next.set("scroll_id", page.get("_scroll_id")).toString());
        }
        if (page.has("_scroll_id")) {
            ObjectNode done = ExactJson.MAPPER.createObjectNode();
            request(
                    "DELETE",
                    "/_search/scroll",
                    done.set("scroll_id", page.get("_scroll_id")).toString());
        }
    }

    private void refresh() throws IOException, InterruptedException {
        request("POST", "/" + index + "/_refresh", "");
    }

    /** The answer's body; empty if there is no such index. */
    private JsonNode request(String method, String path, String body)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = send(method, path, body);
        while (response.statusCode() == UNAVAILABLE
                && System.nanoTime() - start < TIMEOUT.toNanos()) {
            // An index that was created a moment ago has no shard yet that could answer.
            TimeUnit.MILLISECONDS.sleep(50);
            response = send(method, path, body);
        }
        if (response.statusCode() == NOT_FOUND) {
            return ExactJson.MAPPER.createObjectNode();
        }
        if (response.statusCode() >= 300) {
            throw new IOException(
                    method
                            + " "
                            + elasticsearch.resolve(path)
                            + " was answered by "
                            + response.statusCode()
                            + ": "
                            + new String(response.body(), StandardCharsets.UTF_8));
        }
        return ExactJson.MAPPER.readTree(response.body());
    }

    private HttpResponse<byte[]> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(elasticsearch.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }
}
