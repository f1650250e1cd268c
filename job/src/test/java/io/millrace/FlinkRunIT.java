package io.millrace;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.Servers;
import io.millrace.testing.SourceJar;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.cluster.StandaloneCluster;
import io.millrace.testing.cluster.StandaloneCluster.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a real Flink cluster, from a real Postgres into a real Elasticsearch. */
class FlinkRunIT {
    private static final String JAR = System.getProperty("millrace.job.jar");
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final String USERNAME = "miller";
    private static final String PASSWORD = "sluice-gate-7";

    /** What the flow with functions of a user's jar is to make. */
    private static final String DEAR =
            "SELECT id, jsonb_build_object('id', id, 'name', upper(name) || '!') FROM products"
                    + " WHERE price > 50";

    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

    @TempDir private static Path clusterFolder;
    private static StandaloneCluster cluster;
    private static Path functions;

    @TempDir private Path folder;
    private TestDatabase database;

    /** Neither the cluster nor the packaged jar has these classes. */
    @BeforeAll
    static void buildFunctions(@TempDir Path sources) throws Exception {
        functions =
                new SourceJar(sources)
                        .add(
                                "Loud",
                                """
                                public class Loud extends org.apache.flink.table.functions.ScalarFunction {
                                    public String eval(String text) {
                                        return Voice.raised(text);
                                    }
                                }
                                """)
                        .add(
                                "Voice",
                                """
                                class Voice {
                                    static String raised(String text) {
                                        return text.toUpperCase() + "!";
                                    }
                                }
                                """)
                        .add(
                                "Dearer",
                                """
                                import io.millrace.udf.*;
                                public class Dearer implements FilterFunction {
                                    private int than;
                                    public void open(FunctionOptions options) {
                                        than = options.integer("than");
                                    }
                                    public boolean keep(Change change) {
                                        return change.record().path("price").doubleValue() > than;
                                    }
                                }
                                """)
                        .build();
    }

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = StandaloneCluster.start(clusterFolder);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE products (id integer PRIMARY KEY, name text, price numeric(10, 2),"
                        + " tags text[], updated_at timestamptz)",
                "ALTER TABLE products REPLICA IDENTITY FULL",
                "INSERT INTO products SELECT i, 'product ' || i, i / 4.0, ARRAY['a', 'tag ' || i],"
                        + " '2026-01-01 00:00:00Z'::timestamptz + i * interval '1 minute'"
                        + " FROM generate_series(1, 500) i",
                "DROP ROLE IF EXISTS " + USERNAME,
                "CREATE ROLE " + USERNAME + " LOGIN REPLICATION PASSWORD '" + PASSWORD + "'",
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + USERNAME,
                "ALTER TABLE products OWNER TO " + USERNAME);
        writePipeline();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aJobFollowsItsTableAndGoesOnFromItsSavepoint() throws Exception {
        String job = submit();
        awaitSameDocuments();

        change();
        awaitSameDocuments();

        String savepoint = stopWithSavepoint(job);
        database.transaction(
                "INSERT INTO products VALUES (2001, 'made while it was down', 1.50, NULL, NULL)",
                "UPDATE products SET price = price + 1 WHERE id BETWEEN 100 AND 120",
                "UPDATE products SET id = 3000 WHERE id = 130",
                "DELETE FROM products WHERE id = 140");

        Ended refused = run("-c", "io.millrace.cli.MillraceJob");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains(
                        folder.resolve("pipeline.yaml")
                                + ":2: The replication slot 'millrace_"
                                + database.name()
                                + "' is there, but the state that belongs to it is not. Start it where"
                                + " that state is (--state of millrace run, -s of flink run), or"
                                + " begin anew with --fresh, which reads the tables again.");

        String resumed = submit("-s", savepoint);
        awaitSameDocuments();
        change();
        awaitSameDocuments();

        cluster.cancel(resumed);
        assertThat(
                        database.value(
                                "SELECT string_agg(slot_name, ', ') FROM pg_replication_slots"
                                        + " WHERE database = current_database()"))
                .isEqualTo("millrace_" + database.name());
        assertThat(cluster.logs()).doesNotContain(PASSWORD);
    }

    @Test
    void aJobOutlivesItsTaskManager() throws Exception {
        String job = submit();
        awaitSameDocuments();
        await().atMost(ARRIVAL).until(() -> cluster.completedCheckpoints(job) > 0);

        cluster.killTaskManager();
        change();
        cluster.startTaskManager();
        database.execute("UPDATE products SET name = 'after the crash' WHERE id = 400");

        awaitSameDocuments();
        assertThat(cluster.status(job)).isEqualTo("RUNNING");
        cluster.cancel(job);
    }

    /** An insert, updates, deletes, and a change of key, in one transaction. */
    private void change() throws Exception {
        database.transaction(
                "INSERT INTO products SELECT max(id) + 1, 'new', 9.99, '{}', now() FROM products",
                "UPDATE products SET name = name || '!', tags = NULL WHERE id % 10 = 3",
                "UPDATE products SET id = id + 5000 WHERE id = (SELECT min(id) FROM products)",
                "DELETE FROM products WHERE id = (SELECT min(id) FROM products)");
    }

    private void awaitSameDocuments() throws Exception {
        try {
            await().atMost(ARRIVAL)
                    .untilAsserted(
                            () -> {
                                assertSameDocuments(
                                        indexed(database.name()),
                                        database.documents("products", "id::text"));
                                assertSameDocuments(
                                        indexed(database.name() + "_dear"), database.pairs(DEAR));
                            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + cluster.lastLines(), e);
        }
    }

    private static Map<String, String> indexed(String index) throws Exception {
        JsonNode found =
                ElasticsearchProbe.of(Servers.elasticsearch().url())
                        .search(index, "{\"size\": 1000}");
        Map<String, String> documents = new TreeMap<>();
        for (JsonNode hit : found.path("hits").path("hits")) {
            documents.put(hit.path("_id").asText(), hit.path("_source").toString());
        }
        return documents;
    }

    private String submit(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-c", "io.millrace.cli.MillraceJob"));
        all.addAll(Arrays.asList(options));
        Ended ended = run(all.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return find(JOB_ID, ended.output());
    }

    private Ended run(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "-d"));
        arguments.addAll(Arrays.asList(options));
        arguments.addAll(List.of(JAR, folder.resolve("pipeline.yaml").toString()));
        return cluster.flink(
                Map.of("POSTGRES_PASSWORD", PASSWORD), arguments.toArray(String[]::new));
    }

    private String stopWithSavepoint(String job) throws Exception {
        Ended ended =
                cluster.flink(
                        Map.of(),
                        "stop",
                        "-p",
                        folder.resolve("savepoints").toUri().toString(),
                        job);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return find(SAVEPOINT, ended.output());
    }

    private static String find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return matcher.group(1);
    }

    private void writePipeline() throws Exception {
        Files.writeString(
                folder.resolve("sinks.sql"),
                """
                CREATE TABLE products_index WITH (
                  'connector' = 'elasticsearch', 'hosts' = '%1$s', 'index' = '%2$s');
                CREATE TABLE dear_index (id INT, name STRING) WITH (
                  'connector' = 'elasticsearch', 'hosts' = '%1$s', 'index' = '%2$s_dear');
                CREATE FUNCTION loud AS 'com.acme.Loud';
                """
                        .formatted(Servers.elasticsearch().url(), database.name()));
        Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                pipeline: %1$s
                source:
                  hostname: localhost
                  port: %2$d
                  database: %1$s
                  username: %3$s
                  password: ${POSTGRES_PASSWORD}
                definitions: [sinks.sql]
                jars: ['%4$s']
                flows:
                  - name: products
                    tables: public.products
                    sink: products_index
                  - name: dear
                    tables: public.products
                    filter: {class: com.acme.Dearer, options: {than: 50}}
                    transform: id, loud(name) AS name
                    sink: dear_index
                """
                        .formatted(
                                database.name(), Servers.postgres().port(), USERNAME, functions));
    }
}
