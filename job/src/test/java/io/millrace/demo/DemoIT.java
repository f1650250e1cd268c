package io.millrace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.config.SourceSpec;
import io.millrace.demo.check.FakeElasticsearch;
import io.millrace.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoIT {
    private static final DemoOptions ONCE =
            new DemoOptions(DemoOptions.Mode.ONCE, 200, 250, 500, Duration.ofSeconds(60), 1);
    private static final DemoOptions LIVE =
            new DemoOptions(DemoOptions.Mode.LIVE, 200, Integer.MAX_VALUE, 100, Duration.ZERO, 1);

    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    private TestDatabase database;
    private DemoServers servers;

    DemoIT() throws IOException {}

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
        SourceSpec source = database.source();
        servers =
                new DemoServers(
                        source.connection().hostname(),
                        source.connection().port(),
                        source.connection().database(),
                        source.connection().username(),
                        source.connection().password().value(),
                        elasticsearch.url());
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @AfterEach
    void stopElasticsearch() {
        elasticsearch.close();
    }

    @Test
    void endsWithASummaryWhenAllDocumentsEqualTheirRows() throws Exception {
        try (CopyingPipeline pipeline =
                new CopyingPipeline(servers, elasticsearch, "to_jsonb(p)")) {
            assertThat(new Demo(servers, pipeline, out).run(ONCE)).isZero();
        }
        assertThat(text())
                .contains("indexing products  200 / 200  100 %")
                .contains("changing products  250 / 250  100 %")
                .containsPattern("\n  mismatches +0\n")
                .containsPattern(
                        "\n  changes +250 +\\d+ inserts, \\d+ updates, \\d+ deletes, \\d+ key changes\n")
                .containsPattern(
                        "\n  latency p99 +[0-9.]+ ms   max [0-9.]+ ms, [1-9]\\d* samples\n")
                .endsWith("Every document equals its row.\n");
    }

    @Test
    void liveItInvitesToChangeRowsAndShowsHowItKeepsUp() throws Exception {
        try (CopyingPipeline pipeline =
                new CopyingPipeline(servers, elasticsearch, "to_jsonb(p)")) {
            Demo demo = new Demo(servers, pipeline, out);
            CompletableFuture<Integer> status = run(demo, LIVE);
            await().untilAsserted(() -> assertThat(text()).contains(" changes/s · latency p50 "));
            demo.stop();
            assertThat(status.get()).isZero();
        }
        assertThat(text())
                .contains("psql '" + servers.postgresUrl() + "'")
                .contains("curl '" + elasticsearch.url() + "/products/_count?pretty'")
                .contains("Watch the pipeline: http://localhost:8081");
    }

    @Test
    void endsWithWhatThePipelineFailedWith() throws Exception {
        try (CopyingPipeline pipeline = new CopyingPipeline(servers, elasticsearch, "wrong")) {
            assertThatThrownBy(() -> new Demo(servers, pipeline, out).run(ONCE))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("column \"wrong\" does not exist");
        }
    }

    @Test
    void failsWhenADocumentStaysDifferentFromItsRow() throws Exception {
        String document =
                "CASE WHEN id = 7 THEN to_jsonb(p) || '{\"price\": 0}' ELSE to_jsonb(p) END";
        try (CopyingPipeline pipeline = new CopyingPipeline(servers, elasticsearch, document)) {
            DemoOptions options = once(0, Duration.ofMillis(1));
            assertThat(new Demo(servers, pipeline, out).run(options)).isEqualTo(1);
        }
        assertThat(text())
                .containsPattern("\n  mismatches +1\n")
                .contains(
                        "The index differs from the table: 20 rows, 20 documents, mismatches: 1\n  1 stale: 7 (price: ");
    }

    @Test
    void failsWhenItIsStoppedBeforeTheEnd() throws Exception {
        try (CopyingPipeline pipeline =
                new CopyingPipeline(servers, elasticsearch, "to_jsonb(p)")) {
            Demo demo = new Demo(servers, pipeline, out);
            CompletableFuture<Integer> status = run(demo, once(100_000, Duration.ofSeconds(60)));
            await().untilAsserted(() -> assertThat(text()).contains("changing products  "));
            demo.stop();
            assertThat(status.get()).isEqualTo(1);
        }
        assertThat(text()).endsWith("Stopped before all was done.\n");
    }

    private static DemoOptions once(int changes, Duration patience) {
        return new DemoOptions(DemoOptions.Mode.ONCE, 20, changes, 100, patience, 1);
    }

    private static CompletableFuture<Integer> run(Demo demo, DemoOptions options) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return demo.run(options);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = servers.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
