package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backfills in pipelines, beside the changes of their tables. */
class BackfillFlowIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final String FLOW_A = "- {name: a, tables: public.t, sink: a}";

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void createTables() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text, n int)",
                "CREATE TABLE u (id int PRIMARY KEY, name text)");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aNewFlowReadsItsTablesWhileTheyChange() throws Exception {
        database.execute("INSERT INTO t SELECT i, 'old', 0 FROM generate_series(1, 30000) i");
        Random random = new Random(7);
        try (LocalRun run = run(FLOW_A)) {
            for (int i = 0; i < 60; i++) {
                int id = 1 + random.nextInt(30_000);
                database.transaction(
                        "UPDATE t SET n = n + 1, name = 'new' WHERE id % 500 = " + id % 500,
                        "DELETE FROM t WHERE id = " + id,
                        "UPDATE t SET id = -id WHERE id = " + (1 + random.nextInt(30_000)));
            }
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
            awaitState("a", "finished");
            database.execute("TRUNCATE t", "INSERT INTO t VALUES (1, 'only', 1)");
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
        }
        try (LocalRun again = run(FLOW_A)) {
            database.execute("INSERT INTO t VALUES (2, 'next', 1)");
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
            assertThat(database.value("SELECT count(*) FROM millrace.backfill")).isEqualTo("1");
        }
    }

    @Test
    void onlyWhatIsNewIsRead() throws Exception {
        database.execute("INSERT INTO t VALUES (1, 'one', 1)", "INSERT INTO u VALUES (1, 'one')");
        try (LocalRun first = run(FLOW_A)) {
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
            awaitState("a", "finished");
        }
        int deliveries = index("a").received().size();
        String flowB =
                "\n  - {name: b, tables: [public.t, public.u], sink: b, route: _table,"
                        + " backfill: {where: \"id > 0\"}}";
        try (LocalRun second = run(FLOW_A + flowB)) {
            awaitSame("b", "t", "SELECT id, to_jsonb(t) FROM t");
            awaitSame("b", "u", "SELECT id, to_jsonb(u) FROM u");
            assertThat(index("a").received()).hasSize(deliveries);
        }
    }

    @Test
    void whatIsAskedForIsSentAgainToThatFlowAlone() throws Exception {
        String flows = FLOW_A + "\n  - {name: b, tables: public.t, sink: b, backfill: none}";
        database.execute("INSERT INTO t SELECT i, 'x', 0 FROM generate_series(1, 100) i");
        try (LocalRun run = run(flows)) {
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
            awaitState("a", "finished");
            assertThat(index("b").documents()).isEmpty();
            int before = index("a").received().size();
            database.execute(
                    "INSERT INTO millrace.backfill (pipeline, flow, table_schema, table_name,"
                            + " condition) VALUES (current_database(), 'a', 'public', 't', 'id <= 30'),"
                            + " (current_database(), 'b', 'public', 't', 'nonsense >')");
            awaitState("b", "failed");
            await().atMost(ARRIVAL)
                    .untilAsserted(() -> assertThat(index("a").received()).hasSize(before + 30));
            assertThat(index("b").documents()).isEmpty();
        }
    }

    @Test
    void aBackfillThatIsStoppedGoesOnWhereItWas() throws Exception {
        database.execute("INSERT INTO t SELECT i, 'x', 0 FROM generate_series(1, 3000) i");
        try (LocalRun first = run("max-rows-per-second: 500", FLOW_A)) {
            await().atMost(ARRIVAL).until(() -> index("a").documents().size() > 400);
        }
        assertThat(index("a").documents().size()).isLessThan(3000);
        database.execute("DELETE FROM t WHERE id % 3 = 0", "UPDATE t SET n = 1 WHERE id % 3 = 1");
        try (LocalRun second = run(FLOW_A)) {
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
            awaitState("a", "finished");
        }
    }

    /**
     * The log has its commit before anybody sees it, for as long as no standby has it: its position
     * is before the read's, and yet the read does not show it.
     */
    @Test
    void aReadThatDoesNotShowAChangeNeverReplacesIt() throws Exception {
        database.execute(
                "ALTER DATABASE \"" + database.name() + "\" SET synchronous_commit = local",
                "SET synchronous_commit = local",
                "INSERT INTO t VALUES (1, 'old', 0), (2, 'old', 0)");
        try (LocalRun run = run("- {name: a, tables: public.t, sink: a, backfill: none}");
                Connection session = database.connect();
                Statement statement = session.createStatement()) {
            database.execute("UPDATE t SET n = 1");
            awaitSame("a", "SELECT id, to_jsonb(t) FROM t");
            requireStandby("'nobody'");
            statement.execute("SET synchronous_commit = on");
            statement.execute("BEGIN");
            statement.execute("UPDATE t SET name = 'new' WHERE id = 1");
            statement.execute("DELETE FROM t WHERE id = 2");
            CompletableFuture<Void> committed = CompletableFuture.runAsync(() -> commit(statement));
            await().atMost(ARRIVAL)
                    .untilAsserted(() -> assertThat(index("a").documents()).hasSize(1));
            assertThat(committed).isNotDone();
            assertThat(database.value("SELECT count(*) FROM t WHERE name = 'old'")).isEqualTo("2");
            int before = index("a").received().size();
            database.execute(
                    "INSERT INTO millrace.backfill (pipeline, flow, table_schema, table_name)"
                            + " VALUES (current_database(), 'a', 'public', 't')");
            awaitState("a", "finished");
            assertThat(index("a").received()).as("neither read is newer").hasSize(before);
        } finally {
            requireStandby("DEFAULT");
        }
    }

    private static void commit(Statement statement) {
        try {
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void requireStandby(String names) throws SQLException {
        database.execute(
                "ALTER SYSTEM SET synchronous_standby_names = " + names, "SELECT pg_reload_conf()");
        String shown = names.equals("DEFAULT") ? "" : "nobody";
        await().until(() -> database.value("SHOW synchronous_standby_names").equals(shown));
    }

    private void awaitState(String flow, String state) {
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () ->
                                assertThat(
                                                database.value(
                                                        "SELECT state FROM millrace.backfill WHERE"
                                                                + " flow = '"
                                                                + flow
                                                                + "' ORDER BY id DESC LIMIT 1"))
                                        .isEqualTo(state));
    }

    private void awaitSame(String sink, String query) {
        awaitSame(sink, null, query);
    }

    private void awaitSame(String sink, String route, String query) {
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () ->
                                assertSameDocuments(
                                        index(sink).documents(route), database.pairs(query)));
    }

    private InMemoryIndex index(String sink) {
        return InMemoryIndex.named(database.name() + "_" + sink);
    }

    private LocalRun run(String flows) throws Exception {
        return run("", flows);
    }

    private LocalRun run(String backfill, String flows) throws Exception {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
        return LocalRun.start(
                pipeline(backfill, flows),
                new WalReader(),
                folder.resolve("state"),
                false,
                settings);
    }

    private PipelineSpec pipeline(String backfill, String flows) throws Exception {
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
                        %7$s
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
                                        flows,
                                        backfill.isEmpty() ? "" : "backfill: {" + backfill + "}"));
        return PipelineLoader.load(file, Map.of());
    }
}
