package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Delivery;
import io.millrace.config.InvalidPipelineException;
import io.millrace.source.ChangeReader;
import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** What holds of restarts and crashes, whichever way a pipeline reads its database. */
abstract class RestartContract {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path stateRoot;
    private TestDatabase database;
    private TestPipeline pipeline;

    abstract ChangeReader reader();

    /** Makes the rows of the table known to a reader that reads the log alone. */
    abstract void readRows(TestDatabase database) throws SQLException;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 100) i");
        pipeline = new TestPipeline(database, "public.t", stateRoot).reader(reader());
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void changesMadeWhileItWasStoppedArriveOnTheNextStart() throws Exception {
        try (LocalRun run = start()) {
            assertThat(run.resumed()).isFalse();
            awaitSame();
        }
        database.execute("DELETE FROM t WHERE id < 50", "UPDATE t SET v = 'while stopped'");
        int before = pipeline.index().received().size();
        try (LocalRun run = start()) {
            assertThat(run.resumed()).isTrue();
            awaitSame();
            // The table was not read again.
            assertThat(pipeline.index().received().size() - before).isEqualTo(49 + 51);
        }
    }

    /**
     * Of two transactions that overlap, the one that began first commits last. A restart that goes
     * by the positions of changes takes its changes for seen, since they are older than those of
     * the other one.
     */
    @Test
    void aCrashBetweenOverlappingTransactionsLosesNothing() throws Exception {
        try (LocalRun run = start();
                Connection slow = database.connect();
                Statement statement = slow.createStatement()) {
            awaitSame();
            slow.setAutoCommit(false);
            for (int round = 0; round < 5; round++) {
                int slowKey = 1000 + round * 10;
                statement.execute(
                        "INSERT INTO t VALUES ("
                                + slowKey
                                + ", 'slow'), ("
                                + (slowKey + 1)
                                + ", 'slow')");
                database.execute("INSERT INTO t VALUES (" + (slowKey + 2) + ", 'fast')");
                awaitDelivered(slowKey + 2);
                run.takeCheckpoint();
                pipeline.index().failAfter(1);
                slow.commit();
                int failures = round + 1;
                await().atMost(ARRIVAL).until(() -> pipeline.index().failures() == failures);
                awaitSame();
            }
            assertOneContentPerVersion();
        }
    }

    /**
     * The rows that one COPY writes to a page share a position, and checkpoints fall between them.
     */
    @Test
    void crashesInTheMiddleOfACopyLoseNothing() throws Exception {
        pipeline.checkpointsOnRequest();
        try (LocalRun run = start()) {
            awaitSame();
            pipeline.index().takeTime(Duration.ofMillis(1));
            copy(10_000, 5000);
            crashRightAfterCheckpoints(run, 3);
            awaitSame();
            assertOneContentPerVersion();
        }
    }

    @Test
    void crashesBetweenTransactionsLoseNothing() throws Exception {
        pipeline.checkpointsOnRequest();
        try (LocalRun run = start()) {
            awaitSame();
            pipeline.index().takeTime(Duration.ofMillis(1));
            for (int row = 20_000; row < 22_000; row++) {
                database.execute("INSERT INTO t VALUES (" + row + ", repeat('v', 400))");
            }
            crashRightAfterCheckpoints(run, 3);
            awaitSame();
            assertOneContentPerVersion();
        }
    }

    /** So that nothing of what the checkpoint does not hold has reached the target. */
    private void crashRightAfterCheckpoints(LocalRun run, int crashes) throws Exception {
        InMemoryIndex index = pipeline.index();
        for (int crash = 1; crash <= crashes; crash++) {
            int before = index.received().size();
            await().atMost(ARRIVAL).until(() -> index.received().size() > before + 50);
            index.holdAtCheckpoint();
            run.takeCheckpoint();
            index.releaseByFailing();
            int failures = crash;
            await().atMost(ARRIVAL).until(() -> index.failures() == failures);
        }
        index.takeTime(Duration.ZERO);
    }

    @Test
    void aSlotWithoutStateIsRefusedAndFreshBeginsAnew() throws Exception {
        runUntilSame();
        Path elsewhere = stateRoot.resolve("elsewhere");
        TestPipeline withoutState =
                new TestPipeline(database, "public.t", elsewhere).reader(reader());
        assertThatThrownBy(withoutState::start)
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(
                        "test.yaml:2: The replication slot '%s' is there, but the state that belongs"
                                        .formatted(pipeline.slot())
                                + " to it is not. Start it where that state is (--state of millrace"
                                + " run, -s of flink run), or begin anew with --fresh, which reads"
                                + " the tables again.");
        database.execute("UPDATE t SET v = 'between'");
        try (LocalRun run = withoutState.startFresh()) {
            readRows(database);
            awaitSame();
        }
    }

    @Test
    void aMissingSlotIsRefusedOnARestart() throws Exception {
        runUntilSame();
        awaitInactive();
        database.execute("SELECT pg_drop_replication_slot('" + pipeline.slot() + "')");
        assertThatThrownBy(pipeline::start)
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(
                        "test.yaml:2: The replication slot '%s' is gone, so that changes since the"
                                        .formatted(pipeline.slot())
                                + " last checkpoint would be missing. Begin anew with --fresh, which"
                                + " reads the tables again.");
        assertThat(
                        database.value(
                                "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '"
                                        + pipeline.slot()
                                        + "'"))
                .isEqualTo("0");
    }

    @Test
    void aSlotAheadOfTheCheckpointFailsTheJobForGood() throws Exception {
        try (LocalRun run = start()) {
            awaitSame();
            run.takeCheckpoint();
        }
        awaitInactive();
        database.execute(
                "INSERT INTO t VALUES (500, 'in the gap')",
                "SELECT pg_replication_slot_advance('"
                        + pipeline.slot()
                        + "', pg_current_wal_lsn())");
        try (LocalRun run = start()) {
            Optional<Throwable> failure = run.await();
            assertThat(failure).isPresent();
            assertThat(failure.get())
                    .rootCause()
                    .hasMessageMatching(
                            "The replication slot '%s' begins at [0-9A-F/]+, after the checkpoint's position [0-9A-F/]+, so that changes since the last checkpoint would be missing\\. Resume from a newer savepoint, or begin anew with --fresh, which reads the tables again"
                                    .formatted(pipeline.slot()));
        }
    }

    @Test
    void aSlotThatVanishesWhileRunningIsNotSilentlyReplaced() throws Exception {
        try (LocalRun run = start()) {
            awaitSame();
            run.takeCheckpoint();
            await().ignoreExceptions()
                    .atMost(ARRIVAL)
                    .pollInterval(Duration.ofMillis(20))
                    .until(
                            () -> {
                                database.execute(
                                        "SELECT pg_terminate_backend(active_pid) FROM"
                                                + " pg_replication_slots WHERE slot_name = '"
                                                + pipeline.slot()
                                                + "'",
                                        "SELECT pg_drop_replication_slot('"
                                                + pipeline.slot()
                                                + "')");
                                return true;
                            });
            assertThat(run.await().orElseThrow())
                    .rootCause()
                    .hasMessageMatching(
                            "The replication slot '"
                                    + pipeline.slot()
                                    + "' (is gone|was replaced by a new one), so that .*");
        }
    }

    @Test
    void aTruncateWhileThePipelineIsDownTakesTheDocumentsToo() throws Exception {
        try (LocalRun run = start()) {
            awaitSame();
        }
        database.transaction(
                "UPDATE t SET v = 'before'", "TRUNCATE t", "INSERT INTO t VALUES (1, 'after')");
        try (LocalRun run = start()) {
            awaitSame();
            assertThat(pipeline.index().documents()).hasSize(1);
        }
    }

    @Test
    void aRestartOfPostgresOnlyInterrupts() throws Exception {
        try (LocalRun run = start()) {
            awaitSame();
            database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                            + database.name()
                            + "' AND pid <> pg_backend_pid()",
                    "UPDATE t SET v = 'after'");
            awaitSame();
            assertThat(run.failure()).isEmpty();
        }
    }

    private LocalRun start() throws Exception {
        LocalRun run = pipeline.start();
        if (!run.resumed()) {
            readRows(database);
        }
        return run;
    }

    private void copy(int first, int rows) throws Exception {
        String lines =
                IntStream.range(first, first + rows)
                        .mapToObj(id -> id + "\t" + "copied".repeat(80))
                        .collect(Collectors.joining("\n"));
        database.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY t FROM STDIN", new StringReader(lines));
    }

    private void runUntilSame() throws Exception {
        try (LocalRun run = start()) {
            awaitSame();
            run.takeCheckpoint();
        }
    }

    private void awaitSame() {
        await().atMost(ARRIVAL)
                .untilAsserted(
                        () ->
                                assertSameDocuments(
                                        pipeline.index().documents(),
                                        database.documents("t", "id::text")));
    }

    private void awaitDelivered(long id) {
        await().atMost(ARRIVAL)
                .until(() -> pipeline.index().documents().containsKey(String.valueOf(id)));
    }

    private void awaitInactive() {
        await().atMost(ARRIVAL)
                .until(
                        () ->
                                database.value(
                                                "SELECT active FROM pg_replication_slots WHERE"
                                                        + " slot_name = '"
                                                        + pipeline.slot()
                                                        + "'")
                                        .equals("f"));
    }

    private void assertOneContentPerVersion() {
        Map<String, Object> contents = new HashMap<>();
        for (Delivery delivery : pipeline.index().received()) {
            String version = delivery.id() + "@" + delivery.version();
            Object content = delivery.isDelete() ? "deleted" : delivery.document();
            Object before = contents.put(version, content);
            assertThat(content).as(version).isEqualTo(before == null ? content : before);
        }
    }
}
