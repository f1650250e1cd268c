package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is confirmed to the slot is in a checkpoint, and so never in the way of a restart. */
class ConfirmedPositionIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path stateRoot;
    private TestDatabase database;
    private TestPipeline pipeline;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 100) i");
        pipeline = new TestPipeline(database, "public.t", stateRoot);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aPipelineThatConfirmedAllItSawGoesOn() throws Exception {
        try (LocalRun run = pipeline.start()) {
            awaitSame();
            String beforeChanges = currentLsn();
            database.execute("UPDATE t SET v = 'streamed' WHERE id = 1");
            awaitSame();
            awaitConfirmed(beforeChanges);
        }

        goesOn();
    }

    /**
     * Of two transactions that overlap, the changes of the one that commits last may be the older
     * ones: a checkpoint then ends at a position before one that was confirmed.
     */
    @Test
    void aPipelineWhoseLastChangeIsOlderThanWhatItConfirmedGoesOn() throws Exception {
        try (LocalRun run = pipeline.start();
                Connection slow = database.connect();
                Statement statement = slow.createStatement()) {
            awaitSame();
            slow.setAutoCommit(false);
            statement.execute("UPDATE t SET v = 'slow' WHERE id = 1");
            String beforeFast = currentLsn();
            database.execute("UPDATE t SET v = 'fast' WHERE id = 2");
            awaitSame();
            awaitConfirmed(beforeFast);
            slow.commit();
            awaitSame();
            run.takeCheckpoint();
        }

        goesOn();
    }

    private void goesOn() throws Exception {
        database.execute("UPDATE t SET v = 'while it was stopped' WHERE id > 50");
        int before = pipeline.index().received().size();
        try (LocalRun run = pipeline.start()) {
            assertThat(run.resumed()).isTrue();
            awaitSame();
            // The table was not read again.
            assertThat(pipeline.index().received().size() - before).isEqualTo(50);
            assertThat(run.failure()).isEmpty();
        }
    }

    private String currentLsn() throws Exception {
        return database.value("SELECT pg_current_wal_insert_lsn()");
    }

    private void awaitConfirmed(String lsn) {
        await().atMost(ARRIVAL)
                .until(
                        () ->
                                database.value(
                                                "SELECT confirmed_flush_lsn >= '"
                                                        + lsn
                                                        + "' FROM pg_replication_slots WHERE"
                                                        + " slot_name = '"
                                                        + pipeline.slot()
                                                        + "'")
                                        .equals("t"));
    }

    private void awaitSame() {
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () ->
                                assertSameDocuments(
                                        pipeline.index().documents(),
                                        database.documents("t", "id::text")));
    }
}
