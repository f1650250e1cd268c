package io.millrace.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Looks at an Elasticsearch without any of the code under test. */
public final class ElasticsearchProbe {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String authorization;

    private ElasticsearchProbe(String url, String authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    public static ElasticsearchProbe of(String url) {
        return new ElasticsearchProbe(url, null);
    }

    public ElasticsearchProbe as(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new ElasticsearchProbe(url, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** The document as it was sent; null where there is none. */
    public String document(String index, String id) throws IOException, InterruptedException {
        String path = index + "/_source/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        HttpResponse<String> response = send("GET", path.replace("+", "%20"), "");
        return response.statusCode() == 200 ? response.body() : null;
    }

    /** How many documents an index holds; 0 where there is no such index. */
    public int count(String index) throws IOException, InterruptedException {
        send("POST", index + "/_refresh", "");
        HttpResponse<String> response = send("GET", index + "/_count", "");
        return MAPPER.readTree(response.body()).path("count").asInt();
    }

    /** The answer to a search, refreshed before. */
    public JsonNode search(String index, String query) throws IOException, InterruptedException {
        send("POST", index + "/_refresh", "");
        return MAPPER.readTree(send("POST", index + "/_search", query).body());
    }

    /**
     * @throws IOException if the answer is an error
     */
    public void put(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send("PUT", path, body);
        if (response.statusCode() >= 300) {
            throw new IOException(response.body());
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/" + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
