package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.source.ChangeReader;
import io.millrace.source.ForeignStateException;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkCdcRestartIT extends RestartContract {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @Override
    ChangeReader reader() {
        return new FlinkCdcReader();
    }

    /** It reads them itself. */
    @Override
    void readRows(TestDatabase database) {}

    @Test
    void aCrashDuringTheSnapshotLosesNothing(@TempDir Path stateRoot) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(
                    "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                    "ALTER TABLE t REPLICA IDENTITY FULL",
                    "INSERT INTO t SELECT i, 'v' FROM generate_series(1, 25000) i");
            TestPipeline pipeline = new TestPipeline(database, "public.t", stateRoot);
            pipeline.index().failAfter(9000);
            try (LocalRun run = pipeline.parallelism(2).start()) {
                await().atMost(ARRIVAL).until(() -> pipeline.index().failures() == 1);
                database.execute(
                        "DELETE FROM t WHERE id % 7 = 0", "UPDATE t SET v = 'w' WHERE id % 5 = 0");
                await().atMost(ARRIVAL)
                        .untilAsserted(
                                () ->
                                        assertSameDocuments(
                                                pipeline.index().documents(),
                                                database.documents("t", "id::text")));
            }
        }
    }

    @Test
    void stateOfAnotherReaderIsRefusedWithTheRemedy(@TempDir Path stateRoot) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE TABLE t (id bigint PRIMARY KEY)");
            TestPipeline pipeline = new TestPipeline(database, "public.t", stateRoot);
            try (LocalRun run = pipeline.reader(new WalReader()).start()) {
                database.execute("INSERT INTO t VALUES (1)");
                await().atMost(ARRIVAL).until(() -> pipeline.index().documents().size() == 1);
                run.takeCheckpoint();
            }
            try (LocalRun run = pipeline.reader(new FlinkCdcReader()).start()) {
                assertThat(run.await().orElseThrow())
                        .rootCause()
                        .isInstanceOf(ForeignStateException.class)
                        .hasMessageMatching(
                                "The source's state has the version \\d, and the reader 'flink-cdc'"
                                        + " of this Millrace knows only [68]\\. If another"
                                        + " source\\.reader wrote it, go back to that one, or begin"
                                        + " anew with --fresh");
            }
        }
    }
}
