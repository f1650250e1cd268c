package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.config.ReaderName;
import io.millrace.config.SourceSpec;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many checkpoints the slot lags behind is what the source says. */
class CheckpointsDelayIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path stateRoot;
    private TestDatabase database;
    private TestPipeline pipeline;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY)", "ALTER TABLE t REPLICA IDENTITY FULL");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aCheckpointIsConfirmedAtOnceWhereNoneIsKeptBack() throws Exception {
        try (LocalRun run = start(0)) {
            String before = insert(1);
            run.takeCheckpoint();
            await().atMost(ARRIVAL).until(() -> isConfirmed(before));
        }
    }

    @Test
    void aCheckpointIsConfirmedAfterThoseThatAreKeptBack() throws Exception {
        try (LocalRun run = start(2)) {
            String first = insert(1);
            run.takeCheckpoint();
            String second = insert(2);
            run.takeCheckpoint();
            run.takeCheckpoint();
            await().atMost(ARRIVAL).until(() -> isConfirmed(first));
            assertThat(isConfirmed(second)).isFalse();
        }
    }

    private LocalRun start(int checkpointsDelay) throws Exception {
        SourceSpec source =
                new SourceSpec(
                        database.source().connection(),
                        ReaderName.WAL,
                        checkpointsDelay,
                        database.source().place());
        pipeline =
                new TestPipeline(database, "public.t", stateRoot)
                        .source(source)
                        .reader(Readers.of(source))
                        .checkpointsOnRequest();
        return pipeline.start();
    }

    /** Returns, when the row has arrived, a position behind all that was before its change. */
    private String insert(int id) throws Exception {
        database.execute("SELECT pg_logical_emit_message(false, 'between', '')");
        String before = database.value("SELECT pg_current_wal_insert_lsn()");
        database.execute("INSERT INTO t VALUES (" + id + ")");
        await().atMost(ARRIVAL).until(() -> pipeline.index().documents().size() == id);
        return before;
    }

    private boolean isConfirmed(String lsn) throws Exception {
        return database.value(
                        "SELECT confirmed_flush_lsn >= '"
                                + lsn
                                + "' FROM pg_replication_slots WHERE slot_name = '"
                                + pipeline.slot()
                                + "'")
                .equals("t");
    }
}
