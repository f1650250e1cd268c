package io.millrace.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers bulk requests as a scripted Elasticsearch would, and remembers them. Without a script it
 * takes everything.
 */
public final class FakeElasticsearch implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private FakeElasticsearch(HttpServer server) {
        this.server = server;
    }

    public static FakeElasticsearch start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        FakeElasticsearch fake = new FakeElasticsearch(server);
        server.createContext("/", fake::answer);
        server.setExecutor(fake.threads);
        server.start();
        return fake;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How one request is answered. */
    private record Answer(int status, String contentType, List<Integer> itemStatuses) {}

    /** Answers one request as a whole with this status. */
    public FakeElasticsearch thenStatus(int status) {
        script.add(new Answer(status, "application/json", List.of()));
        return this;
    }

    /** Answers one request with this status and a page, as a proxy does. */
    public FakeElasticsearch thenPage(int status) {
        script.add(new Answer(status, "text/html", List.of()));
        return this;
    }

    /** Answers the items of one request with these statuses; those that are left over with 200. */
    public FakeElasticsearch thenItems(Integer... statuses) {
        script.add(new Answer(200, "application/json", Arrays.asList(statuses)));
        return this;
    }

    /** The ids of every request, in the order of arrival. */
    public List<List<String>> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] lines =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .split("\n");
        List<String> operations = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            String operation = MAPPER.readTree(lines[i]).fieldNames().next();
            JsonNode header = MAPPER.readTree(lines[i]).path(operation);
            operations.add(operation);
            ids.add(header.path("_id").asText());
            if (!operation.equals("delete")) {
                i++;
            }
        }
        Answer next = script.poll();
        Answer answer = next == null ? new Answer(200, "application/json", List.of()) : next;
        requests.add(ids);
        String body =
                answer.status() == 200
                        ? items(operations, ids, answer.itemStatuses())
                        : "{\"error\":"
                                + error("scripted")
                                + ",\"status\":"
                                + answer.status()
                                + "}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String items(List<String> operations, List<String> ids, List<Integer> statuses) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            int status = i < statuses.size() ? statuses.get(i) : 200;
            String error = status >= 300 ? ",\"error\":" + error("item") : "";
            try {
                items.add(
                        "{\""
                                + operations.get(i)
                                + "\":{\"_index\":\"i\",\"_id\":"
                                + MAPPER.writeValueAsString(ids.get(i))
                                + ",\"status\":"
                                + status
                                + error
                                + "}}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "{\"took\":1,\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
    }

    private static String error(String kind) {
        return "{\"type\":\"" + kind + "_exception\",\"reason\":\"as scripted\"}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
