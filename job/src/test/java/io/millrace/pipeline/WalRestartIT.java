package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.source.ChangeReader;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalRestartIT extends RestartContract {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @Override
    ChangeReader reader() {
        return new WalReader();
    }

    @Override
    void readRows(TestDatabase database) throws SQLException {
        database.execute("UPDATE t SET v = v");
    }

    @Test
    void stateOfAnotherReaderIsRefusedWithTheRemedy(@TempDir Path stateRoot) throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute("CREATE TABLE t (id bigint PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            TestPipeline pipeline = new TestPipeline(database, "public.t", stateRoot);
            try (LocalRun run = pipeline.reader(new FlinkCdcReader()).start()) {
                await().atMost(ARRIVAL).until(() -> pipeline.index().documents().size() == 1);
                database.execute("INSERT INTO t VALUES (2)");
                await().atMost(ARRIVAL).until(() -> pipeline.index().documents().size() == 2);
                run.takeCheckpoint();
            }
            await().atMost(ARRIVAL)
                    .until(
                            () ->
                                    database.value(
                                                    "SELECT bool_or(active) FROM pg_replication_slots")
                                            .equals("f"));
            try (LocalRun run = pipeline.reader(new WalReader()).start()) {
                assertThat(run.await().orElseThrow())
                        .rootCause()
                        .hasMessageEndingWith(
                                "If another source.reader wrote it, go back to that one, or begin anew"
                                        + " with --fresh");
            }
        }
    }
}
