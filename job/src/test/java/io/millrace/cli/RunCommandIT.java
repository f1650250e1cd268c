package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.change.TableName;
import io.millrace.demo.check.ElasticsearchIndex;
import io.millrace.demo.check.IndexComparison;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.MillraceProcess;
import io.millrace.testing.Servers;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millrace run} as a user starts it, stops it, kills it and gets it wrong. */
class RunCommandIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final String STOPPED = "\nStopping …\n";

    @TempDir private Path folder;
    private TestDatabase database;
    private String elasticsearch;
    private String index;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        elasticsearch = Servers.elasticsearch().url();
        index = "run_" + database.name();
        database.execute(
                "CREATE TABLE products (id bigint PRIMARY KEY, name text, price numeric(10, 2))",
                "ALTER TABLE products REPLICA IDENTITY FULL",
                "INSERT INTO products SELECT i, 'product ' || i, i FROM generate_series(1, 500) i");
        definitions("'connector' = 'elasticsearch', 'hosts' = '%s', 'index' = '%s'");
        pipeline(database.source().connection().port(), "public.products");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void goesOnWhereItStoppedAndLosesNothingWhenItIsKilled() throws Exception {
        try (Connection inProgress = database.connect();
                MillraceProcess run = run("-D", "state.backend.type=rocksdb")) {
            inProgress.setAutoCommit(false);
            insert(inProgress, "INSERT INTO products VALUES (1000, 'in progress', 1)");
            run.awaitErr("SlotLifecycle");
            inProgress.commit();
            awaitEqual(501);
            database.execute(
                    "UPDATE products SET name = 'changed' WHERE id <= 20",
                    "UPDATE products SET id = id + 5000 WHERE id <= 10",
                    "DELETE FROM products WHERE id BETWEEN 100 AND 200");
            awaitEqual(400);
            run.signal("INT");
            assertThat(run.awaitEnd()).isEqualTo(130);
            assertThat(run.out()).matches(running("for the first time") + STOPPED);
            assertThat(run.err())
                    .matches(
                            "\\S+ \\S+ WARN  SlotLifecycle - Creating the replication slot"
                                    + " 'millrace_shop' waits for all transactions that are in"
                                    + " progress on the server; pg_stat_activity shows them\n");
        }
        database.execute(
                "UPDATE products SET name = 'while stopped' WHERE id > 400",
                "DELETE FROM products WHERE id BETWEEN 300 AND 310");
        try (MillraceProcess run = run("-D", "state.backend.type=rocksdb")) {
            awaitEqual(389);
            try (Changes changes = new Changes(database.connect())) {
                ElasticsearchProbe probe = ElasticsearchProbe.of(elasticsearch);
                await().atMost(ARRIVAL).until(() -> probe.document(index, "40101") != null);
                run.signal("KILL");
                assertThat(run.awaitEnd()).isEqualTo(137);
                int made = changes.made();
                await().until(() -> changes.made() > made + 100);
            }
            assertThat(run.out()).matches(running("from its latest checkpoint"));
            assertThat(run.err()).isEmpty();
        }
        awaitNoTemporaryFiles();
        try (MillraceProcess run = run("-D", "state.backend.type=rocksdb")) {
            awaitEqual(Long.parseLong(database.value("SELECT count(*) FROM products")));
            run.signal("TERM");
            assertThat(run.awaitEnd()).isEqualTo(143);
            assertThat(run.out()).matches(running("from its latest checkpoint") + STOPPED);
            assertThat(run.err()).isEmpty();
        }
        awaitNoTemporaryFiles();
    }

    @Test
    void aRunWithoutTheStateOfItsSlotIsRefusedAndFreshBeginsAnew() throws Exception {
        try (MillraceProcess run = run("--state", "kept")) {
            run.awaitOut("Running");
            // At once, maybe before the job runs: there is a checkpoint nevertheless.
            run.signal("INT");
            assertThat(run.awaitEnd()).isEqualTo(130);
            assertThat(run.err()).isEmpty();
            try (var files = Files.walk(folder.resolve("kept/shop/checkpoints"))) {
                assertThat(files).anyMatch(file -> file.endsWith("_metadata"));
            }
        }
        try (MillraceProcess run = run()) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo(
                            """
                            The pipeline cannot start:
                              pipeline.yaml:2: The replication slot 'millrace_shop' is there, but the state that belongs to it is not. Start it where that state is (--state of millrace run, -s of flink run), or begin anew with --fresh, which reads the tables again.
                            """);
        }
        // Its job restarts where wal connects again.
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("source:\n", "source:\n  reader: flink-cdc\n"));
        try (MillraceProcess run = run("--fresh")) {
            awaitEqual(500);
            database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                    "INSERT INTO products VALUES (1000, 'new', 1)");
            awaitEqual(501);
            run.awaitErr("Restarting");
            run.signal("INT");
            assertThat(run.awaitEnd()).isEqualTo(130);
            assertThat(run.out()).matches(running("from the beginning") + STOPPED);
            assertThat(run.err())
                    .matches(
                            "(\\S+ \\S+ WARN  ReadingOutage - [^\n]+\n"
                                    + "|Restarting after: [^\n]+\n(  because: [^\n]+\n)*)+");
        }
    }

    @Test
    void aDocumentThatIsRefusedEndsTheRunWithTheWordsOfItsTarget() throws Exception {
        database.execute("DELETE FROM products WHERE id > 1");
        ElasticsearchProbe.of(elasticsearch)
                .put(index, "{\"mappings\": {\"properties\": {\"name\": {\"type\": \"date\"}}}}");
        try (MillraceProcess run = run()) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.out()).matches(running("for the first time"));
            assertThat(run.err())
                    .isEqualTo(
                            "Failed: Elasticsearch index '"
                                    + index
                                    + "' at "
                                    + elasticsearch
                                    + " refused the document with the id 1: 400"
                                    + " document_parsing_exception: [1:16] failed to parse field"
                                    + " [name] of type [date] in document with id '1'. Preview of"
                                    + " field's value: 'product 1', because: failed to parse date"
                                    + " field [product 1] with format"
                                    + " [strict_date_optional_time||epoch_millis], because: Failed"
                                    + " to parse with all enclosed parsers\n");
        }
    }

    @Test
    void everyProblemOfAFileIsListed() throws Exception {
        Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                pipeline: My Shop
                source:
                  hostnme: localhost
                  database: shop
                  username: me
                  password: ${NO_SUCH_VARIABLE}
                definitions: [missing.sql]
                flows: []
                """);
        try (MillraceProcess run = run()) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo(
                            """
                            The pipeline cannot start, for 5 reasons:
                              pipeline.yaml:1: 'My Shop' is not a name for a pipeline. Use at most 40 small letters, digits and '_', beginning with a letter.
                              pipeline.yaml:3: unknown key 'hostnme' in 'source'. Did you mean 'hostname'?
                              pipeline.yaml:6: the environment variable NO_SUCH_VARIABLE is not set. Set it, or write a default: ${NO_SUCH_VARIABLE:-default}.
                              pipeline.yaml:7: there is no file 'missing.sql'. A definitions file is looked for from the pipeline file's folder.
                              pipeline.yaml:8: 'flows' is an empty list. Write 'flows', a list of flows, each with name, tables, actions, filter, transform, route, key, group_by, mode, truncate, on_error, backfill, sink.
                            """);
        }
    }

    @Test
    void problemsOfTheSqlAndOfTheDatabaseAreListedTogether() throws Exception {
        definitions("'connector' = 'elasticsearch', 'index' = '%2$s'");
        Files.writeString(
                folder.resolve("sinks.sql"),
                "CREATE TABLE other (id BIGNT);\n" + Files.readString(folder.resolve("sinks.sql")));
        pipeline(database.source().connection().port(), "public.product");
        try (MillraceProcess run = run()) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo(
                            """
                            The pipeline cannot start, for 3 reasons:
                              sinks.sql:1: Flink SQL does not take this statement: Unknown identifier 'BIGNT'. Correct it.
                              pipeline.yaml:12: The sink 'products_index' cannot be used: One or more required options are missing. Missing required options are: hosts. Correct its CREATE TABLE.
                              pipeline.yaml:11: There is no table public.product. Did you mean public.products?
                            """);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsNamed() throws Exception {
        Files.writeString(
                folder.resolve("sinks.sql"),
                "CREATE TABLE products_index (id BIGINT) WITH ('connector');\n");
        pipeline(1, "public.products");
        try (MillraceProcess run = run()) {
            assertThat(run.awaitEnd()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo(
                            """
                            The pipeline cannot start, for 2 reasons:
                              sinks.sql:1: Flink SQL does not take this statement: Encountered ")" at column 58. Correct it.
                              pipeline.yaml:2: Cannot reach Postgres at localhost:1 (Connection to localhost:1 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.). Check 'hostname' and 'port', and that the server runs and listens there.
                            """);
        }
    }

    @Test
    void tellsItsVersion() throws Exception {
        try (MillraceProcess version = MillraceProcess.start(folder, "--version")) {
            assertThat(version.awaitEnd()).isZero();
            assertThat(version.out()).matches("millrace \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
            assertThat(version.err()).isEmpty();
        }
        awaitNoTemporaryFiles();
    }

    @Test
    void aWrongCommandLineEndsWithTwo() throws Exception {
        try (MillraceProcess wrong = MillraceProcess.start(folder, "rnu")) {
            assertThat(wrong.awaitEnd()).isEqualTo(2);
            assertThat(wrong.out()).isEmpty();
            assertThat(wrong.err())
                    .isEqualTo(
                            "There is no command 'rnu'. Did you mean 'run'?\n"
                                    + "See millrace --help.\n");
        }
    }

    private MillraceProcess run(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "pipeline.yaml"));
        arguments.addAll(List.of(options));
        return MillraceProcess.start(folder, arguments.toArray(String[]::new));
    }

    private String running(String beginning) {
        return "Running 'shop', "
                + beginning
                + "\\. Web UI: http://localhost:\\d+  State: "
                + Pattern.quote(folder.resolve(".millrace/shop").toString())
                + "  Ctrl-C stops\\.\n";
    }

    private void definitions(String options) throws IOException {
        Files.writeString(
                folder.resolve("sinks.sql"),
                "CREATE TABLE products_index WITH ("
                        + options.formatted(elasticsearch, index)
                        + ");\n");
    }

    private void pipeline(int port, String table) throws IOException {
        Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                pipeline: shop
                source:
                  hostname: localhost
                  port: %d
                  database: %s
                  username: %s
                  password: %s
                definitions: [sinks.sql]
                flows:
                  - name: products
                    tables: %s
                    sink: products_index
                """
                        .formatted(
                                port,
                                database.name(),
                                database.source().connection().username(),
                                database.source().connection().password().value(),
                                table));
    }

    private void awaitEqual(long rows) {
        IndexComparison comparison =
                new IndexComparison(
                        TableName.parse("public.products"),
                        List.of("id"),
                        new ElasticsearchIndex(URI.create(elasticsearch), index));
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () ->
                                assertThat(comparison.compare(database.connection()).toString())
                                        .isEqualTo(
                                                "%1$d rows, %1$d documents, all equal"
                                                        .formatted(rows)));
    }

    private void awaitNoTemporaryFiles() {
        await().atMost(ARRIVAL)
                .untilAsserted(() -> assertThat(folder.resolve("tmp")).isEmptyDirectory());
    }

    /** Keeps inserting, changing and deleting rows until it is closed. */
    private static final class Changes implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger made = new AtomicInteger();
        private final CompletableFuture<Void> done;

        Changes(Connection connection) {
            done = CompletableFuture.runAsync(() -> make(connection));
        }

        int made() {
            return made.get();
        }

        private void make(Connection session) {
            try (Connection connection = session;
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!stopped.get()) {
                    int n = made.getAndIncrement();
                    statement.execute(
                            """
                            INSERT INTO products VALUES (20000 + %1$d, 'new %1$d', 1);
                            UPDATE products SET name = 'change %1$d' WHERE id = 11 + %1$d %% 50;
                            UPDATE products SET id = 40000 + %1$d WHERE id = 20000 + %1$d - 10;
                            DELETE FROM products WHERE id = 40000 + %1$d - 20 AND id %% 2 = 0;
                            """
                                    .formatted(n));
                    connection.commit();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            stopped.set(true);
            done.join();
        }
    }

    private static void insert(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
