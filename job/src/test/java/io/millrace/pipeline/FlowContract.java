package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Delivery;
import io.millrace.source.ChangeReader;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a flow, whichever way a pipeline reads its database. */
abstract class FlowContract {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path stateRoot;
    private TestDatabase database;
    private TestPipeline pipeline;

    abstract ChangeReader reader();

    /** What the log has of an old row. */
    String replicaIdentity() {
        return "FULL";
    }

    /** Makes the rows of the table known to a reader that reads the log alone. */
    abstract void readRows(TestDatabase database) throws SQLException;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (a text, b int, v text, PRIMARY KEY (a, b))",
                "ALTER TABLE t REPLICA IDENTITY " + replicaIdentity());
        pipeline = new TestPipeline(database, "public.t", stateRoot).reader(reader());
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void rowsFollowInsertsUpdatesDeletesAndKeyChanges() throws Exception {
        database.execute("INSERT INTO t VALUES ('x', 1, 'one'), ('x,y', 2, 'two'), ('z', 3, NULL)");
        try (LocalRun run = pipeline.start()) {
            readRows(database);
            awaitSame();
            assertThat(pipeline.index().documents()).containsKeys("x,1", "x\\,y,2", "z,3");
            database.execute("INSERT INTO t VALUES ('new', 4, 'four')");
            database.transaction(
                    "UPDATE t SET v = 'eins' WHERE b = 1",
                    "UPDATE t SET v = 'uno' WHERE b = 1",
                    "DELETE FROM t WHERE b = 2",
                    "INSERT INTO t VALUES ('x,y', 2, 'again')",
                    "DELETE FROM t WHERE b = 3");
            database.execute("UPDATE t SET a = 'moved', v = 'key' WHERE b = 4");
            awaitSame();
            assertThat(pipeline.index().documents()).containsOnlyKeys("x,1", "x\\,y,2", "moved,4");
            assertVersionsGrow();
        }
    }

    @Test
    void aTransactionOfTenThousandRowsArrivesWhole() throws Exception {
        database.execute("INSERT INTO t VALUES ('read', 0, 'before it')");
        try (LocalRun run = pipeline.start()) {
            readRows(database);
            awaitSame();
            database.transaction(
                    "INSERT INTO t SELECT 'k', i, repeat('v', i % 300) FROM generate_series(1, 10000) i",
                    "UPDATE t SET v = v || '!' WHERE b % 2 = 0",
                    "DELETE FROM t WHERE b > 0 AND b % 5 = 0");
            awaitSame();
            assertThat(pipeline.index().documents()).hasSize(8001);
            assertVersionsGrow();
        }
    }

    @Test
    void unchangedLongValuesAreNeverLost() throws Exception {
        // Random, so that Postgres cannot compress it into the row itself.
        database.execute(
                "INSERT INTO t SELECT 'long', i, string_agg(md5(random()::text), '')"
                        + " FROM generate_series(1, 3) i, generate_series(1, 300) GROUP BY i");
        database.execute("ALTER TABLE t ADD COLUMN tags text[], ADD COLUMN n int");
        database.execute("UPDATE t SET tags = ARRAY[v, NULL], n = 0");
        try (LocalRun run = pipeline.start()) {
            readRows(database);
            awaitSame();
            database.execute("UPDATE t SET n = 1", "UPDATE t SET b = b + 10 WHERE b = 3");
            awaitSame();
            assertThat(pipeline.index().documents().get("long,13")).hasSizeGreaterThan(9000);
        }
    }

    @Test
    void nothingOfATruncatedTableStays() throws Exception {
        database.execute("INSERT INTO t SELECT 'k', i, 'v' FROM generate_series(1, 1000) i");
        try (LocalRun run = pipeline.parallelism(2).start()) {
            readRows(database);
            awaitSame();
            database.transaction(
                    "INSERT INTO t VALUES ('gone', 1, 'too'), ('back', 2, 'old')",
                    "TRUNCATE t",
                    "INSERT INTO t VALUES ('back', 2, 'new')");
            awaitSame();
            assertThat(pipeline.index().documents()).containsOnlyKeys("back,2");
            database.execute("TRUNCATE t");
            awaitSame();
            assertThat(pipeline.index().documents()).isEmpty();
            assertVersionsGrow();
        }
    }

    @Test
    void columnsAddedAndDroppedWhileRunningAreInTheNextChange() throws Exception {
        try (LocalRun run = pipeline.start()) {
            readRows(database);
            database.execute("INSERT INTO t VALUES ('x', 1, 'one')");
            awaitSame();
            database.execute(
                    "ALTER TABLE t ADD COLUMN w numeric DEFAULT 1.50",
                    "INSERT INTO t VALUES ('x', 2, 'two', 2.50)",
                    "UPDATE t SET v = 'uno' WHERE b = 1");
            awaitSame();
            database.execute("ALTER TABLE t DROP COLUMN v", "UPDATE t SET w = w + 1");
            awaitSame();
        }
    }

    @Test
    void transactionsAcrossTheStartAreNotLost() throws Exception {
        database.execute("INSERT INTO t SELECT 'k', i, 'v' FROM generate_series(1, 30000) i");
        List<Future<?>> writers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (LocalRun run = pipeline.parallelism(2).start()) {
            readRows(database);
            for (int writer = 0; writer < 3; writer++) {
                Random random = new Random(writer);
                writers.add(threads.submit(() -> writeLongTransactions(random)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            awaitSame();
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Each stays open for some statements, so that it begins before a chunk is read and ends after.
     */
    private Void writeLongTransactions(Random random) throws SQLException {
        try (Connection session = database.connect();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            for (int transaction = 0; transaction < 60; transaction++) {
                for (int change = 0; change < 10; change++) {
                    int b = 1 + random.nextInt(30000);
                    // Postgres's lock order would deadlock on keys taken at random.
                    statement.execute(
                            "UPDATE t SET v = 'w"
                                    + random.nextInt()
                                    + "' WHERE b = (SELECT b FROM t"
                                    + " WHERE b = "
                                    + b
                                    + " FOR UPDATE SKIP LOCKED)");
                    statement.execute(
                            "DELETE FROM t WHERE b = (SELECT b FROM t WHERE b = "
                                    + (1 + random.nextInt(30000))
                                    + " FOR UPDATE SKIP LOCKED)");
                    statement.execute(
                            "INSERT INTO t VALUES ('k', "
                                    + (40000 + random.nextInt(1_000_000))
                                    + ", 'i') ON CONFLICT DO NOTHING");
                    statement.execute("SELECT pg_sleep(0.002)");
                }
                session.commit();
            }
        }
        return null;
    }

    private void awaitSame() {
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () ->
                                assertSameDocuments(
                                        pipeline.index().documents(),
                                        database.documents(
                                                "t",
                                                "replace(replace(a, '\\', '\\\\'), ',', '\\,') || ',' || b")));
    }

    private void assertVersionsGrow() {
        Map<String, Long> versions = new HashMap<>();
        for (Delivery delivery : pipeline.index().received()) {
            Long before = versions.put(delivery.id(), delivery.version());
            assertThat(delivery.version())
                    .as("version of %s", delivery.id())
                    .isGreaterThan(before == null ? 0 : before);
        }
    }
}
