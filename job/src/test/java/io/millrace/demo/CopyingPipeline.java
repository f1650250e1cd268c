package io.millrace.demo;

import io.millrace.demo.check.FakeElasticsearch;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands in for the pipeline: copies the whole table, again and again. */
final class CopyingPipeline implements DemoPipeline, AutoCloseable {
    private final DemoServers servers;
    private final FakeElasticsearch elasticsearch;
    private final String document;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile Exception failure;

    /**
     * @param document what it makes of a row {@code p}, in SQL
     */
    CopyingPipeline(DemoServers servers, FakeElasticsearch elasticsearch, String document) {
        this.servers = servers;
        this.elasticsearch = elasticsearch;
        this.document = document;
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::copy, 0, 5, TimeUnit.MILLISECONDS);
    }

    @Override
    public void requireRunning() throws Exception {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Optional<URI> webUi() {
        return Optional.of(URI.create("http://localhost:8081"));
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void copy() {
        Map<String, String> rows = new HashMap<>();
        try (Connection connection = servers.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            try (ResultSet products =
                    statement.executeQuery("SELECT id, " + document + " FROM public.products p")) {
                while (products.next()) {
                    rows.put(products.getString(1), products.getString(2));
                }
            }
            elasticsearch.replaceAll(rows);
        } catch (Exception e) {
            failure = e;
        }
    }
}
