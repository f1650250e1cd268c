package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.awaitility.Awaitility.await;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose file was changed goes on from the state of the one before. */
class ChangedFlowsIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void createTables() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text, region text, stock int)",
                "CREATE TABLE u (id int PRIMARY KEY, name text)",
                "ALTER TABLE t ALTER name SET STORAGE EXTERNAL");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void documentsFollowAChangedFilterTransformAndRoute() throws Exception {
        try (LocalRun first = run("- {name: a, tables: public.t, filter: stock > 0, sink: a}")) {
            database.execute(
                    "INSERT INTO t VALUES (1, repeat('x', 5000), 'eu', 5), (2, 'b', 'us', 1),"
                            + " (3, 'c', 'eu', 0)");
            assertDocuments("a", null, "SELECT id, to_jsonb(t) FROM t WHERE stock > 0");
        }
        try (LocalRun second =
                run(
                        "- {name: a, tables: public.t, filter: stock > 2, route: region, sink: a,"
                                + " transform: 'id, name'}")) {
            database.execute("UPDATE t SET stock = stock + 0");
            String expected = "SELECT id, jsonb_build_object('id', id, 'name', name) FROM t";
            assertDocuments("a", null, expected + " WHERE false");
            assertDocuments("a", "eu", expected + " WHERE region = 'eu' AND stock > 2");
            database.execute("UPDATE t SET region = 'us', stock = 9");
            assertDocuments("a", "eu", expected + " WHERE false");
            assertDocuments("a", "us", expected);
        }
    }

    @Test
    void flowsAndTablesComeAndGo() throws Exception {
        String onlyA = "- {name: a, tables: public.t, sink: a}";
        String both = onlyA + "\n  - {name: b, tables: public.u, sink: b}";
        try (LocalRun first = run(onlyA)) {
            database.execute("INSERT INTO t VALUES (1, repeat('x', 5000), 'eu', 5)");
            assertDocuments("a", null, "SELECT id, to_jsonb(t) FROM t");
        }
        try (LocalRun second = run(both)) {
            database.execute("INSERT INTO u VALUES (1, 'u')", "UPDATE t SET stock = 6");
            assertDocuments("a", null, "SELECT id, to_jsonb(t) FROM t");
            assertDocuments("b", null, "SELECT id, to_jsonb(u) FROM u");
        }
        try (LocalRun third = run("- {name: b, tables: public.u, sink: b}")) {
            database.execute(
                    "UPDATE t SET name = repeat('y', 5000)", "UPDATE u SET name = 'changed'");
            assertDocuments("b", null, "SELECT id, to_jsonb(u) FROM u");
        }
        try (LocalRun fourth = run(both)) {
            // What is left out of the log here changed while nobody looked.
            database.execute("UPDATE t SET stock = 7", "UPDATE u SET name = 'again'");
            assertDocuments("a", null, "SELECT id, to_jsonb(t) FROM t");
            assertDocuments("b", null, "SELECT id, to_jsonb(u) FROM u");
        }
    }

    @Test
    void aFlowGetsCompanyInItsSinkAndLosesIt() throws Exception {
        String a =
                "- {name: a, tables: public.t, filter: %s, sink: a, transform: 'id, stock, 1 AS flow'}";
        String b =
                "\n  - {name: b, tables: public.t, filter: stock > 5, sink: a,"
                        + " transform: 'id, stock, 2 AS flow'}";
        String documents =
                "SELECT id, jsonb_build_object('id', id, 'stock', stock,"
                        + " 'flow', CASE WHEN stock > %d THEN 2 ELSE 1 END) FROM t WHERE stock > 0";
        try (LocalRun alone = run(a.formatted("stock > 0"))) {
            database.execute(
                    "INSERT INTO t SELECT i, 'x', 'eu', i % 10 FROM generate_series(1, 40) i");
            assertDocuments("a", null, documents.formatted(1000));
        }
        try (LocalRun together = run(a.formatted("stock BETWEEN 1 AND 7") + b)) {
            database.execute("UPDATE t SET stock = (stock + 3) % 10");
            assertDocuments("a", null, documents.formatted(5));
            database.execute("UPDATE t SET stock = (stock + 5) % 10", "DELETE FROM t WHERE id < 5");
            assertDocuments("a", null, documents.formatted(5));
        }
        try (LocalRun alone = run(a.formatted("stock > 0"))) {
            database.execute(
                    "DELETE FROM t WHERE id % 3 = 0",
                    "UPDATE t SET stock = 0 WHERE id % 3 = 1", "UPDATE t SET name = 'y'");
            assertDocuments("a", null, documents.formatted(1000));
        }
    }

    private void assertDocuments(String sink, String route, String query) {
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () -> assertSameDocuments(documents(sink, route), database.pairs(query)));
    }

    private Map<String, String> documents(String sink, String route) {
        InMemoryIndex index = InMemoryIndex.named(database.name() + "_" + sink);
        return route == null ? index.documents() : index.documents(route);
    }

    private LocalRun run(String flows) throws Exception {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
        return LocalRun.start(
                pipeline(flows), new WalReader(), folder.resolve("state"), false, settings);
    }

    private PipelineSpec pipeline(String flows) throws Exception {
        ConnectionSpec source = database.source().connection();
        Files.writeString(
                folder.resolve("sinks.sql"),
                """
                CREATE TABLE a WITH ('connector' = 'in-memory', 'name' = '%1$s_a');
                CREATE TABLE b WITH ('connector' = 'in-memory', 'name' = '%1$s_b');
                """
                        .formatted(database.name()));
        Path file =
                Files.writeString(
                        folder.resolve("pipeline.yaml"),
                        """
                        pipeline: %1$s
                        source: {hostname: %2$s, port: %3$d, database: %1$s, username: %4$s, password: '%5$s', reader: wal}
                        definitions: [sinks.sql]
                        flows:
                          %6$s
                        """
                                .formatted(
                                        database.name(),
                                        source.hostname(),
                                        source.port(),
                                        source.username(),
                                        source.password().value(),
                                        flows));
        return PipelineLoader.load(file, Map.of());
    }
}
