package io.millrace.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One index over HTTP, as far as reading it goes. It can be made to fail, and to be absent. */
public final class FakeElasticsearch implements AutoCloseable {
    private final HttpServer server;
    private final ConcurrentSkipListMap<String, String> documents = new ConcurrentSkipListMap<>();
    private final AtomicInteger scrolls = new AtomicInteger();
    private volatile int status = 200;
    private final AtomicInteger passing = new AtomicInteger();
    private volatile String lastShown = "";

    public FakeElasticsearch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void put(String id, String document) {
        documents.put(id, document);
    }

    public void replaceAll(Map<String, String> all) {
        documents.keySet().retainAll(all.keySet());
        documents.putAll(all);
    }

    void remove(String id) {
        documents.remove(id);
    }

    /** Answers everything with this status from now on; 200 to be well again. */
    void answerWith(int newStatus) {
        status = newStatus;
    }

    /** Answers some requests with this status, and then is well again. */
    void answerNextWith(int newStatus, int requests) {
        passing.set(requests);
        status = newStatus;
    }

    /** Searches that were begun and not cleared. */
    int openScrolls() {
        return scrolls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = ExactJson.MAPPER.readTree(exchange.getRequestBody());
            byte[] body =
                    status == 200 ? body(exchange, request) : "{\"error\":\"down\"}".getBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            if (passing.get() > 0 && passing.decrementAndGet() == 0) {
                status = 200;
            }
        }
    }

    private byte[] body(HttpExchange exchange, JsonNode request) throws IOException {
        ObjectNode answer = ExactJson.MAPPER.createObjectNode();
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/_count")) {
            answer.put("count", documents.size());
        } else if (path.endsWith("/_mget")) {
            mget(request, answer.putArray("docs"));
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            scrolls.decrementAndGet();
        } else if (path.endsWith("/_search")) {
            scrolls.incrementAndGet();
            lastShown = "";
            page(answer, request.get("size").asInt());
        } else if (path.endsWith("/_search/scroll")) {
            page(answer, 1000);
        }
        return ExactJson.MAPPER.writeValueAsBytes(answer);
    }

    private void mget(JsonNode request, ArrayNode docs) throws IOException {
        for (JsonNode id : request.get("ids")) {
            String document = documents.get(id.asText());
            ObjectNode doc =
                    docs.addObject().put("_id", id.asText()).put("found", document != null);
            if (document != null) {
                doc.set("_source", ExactJson.MAPPER.readTree(document));
            }
        }
    }

    private void page(ObjectNode answer, int size) throws IOException {
        ArrayNode hits = answer.put("_scroll_id", "scroll").putObject("hits").putArray("hits");
        for (Map.Entry<String, String> entry : documents.tailMap(lastShown, false).entrySet()) {
            if (hits.size() == size) {
                return;
            }
            hits.addObject()
                    .put("_id", entry.getKey())
                    .set("_source", ExactJson.MAPPER.readTree(entry.getValue()));
            lastShown = entry.getKey();
        }
    }
}
