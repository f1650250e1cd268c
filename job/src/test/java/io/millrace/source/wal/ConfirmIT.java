package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Lsn;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the server may forget: not before checkpoints are complete, but then, and when idle. */
class ConfirmIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private TestDatabase database;
    private TestSlot slot;

    @BeforeEach
    void createSlot() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                "CREATE TABLE other (id bigint)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
        slot = TestSlot.on(database, "public.t");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void onlyCompletedCheckpointsAreConfirmedSomeBack() throws Exception {
        long atFirst = slot.confirmedLsn();
        try (DrivenReader reader = slot.read(2)) {
            List<WalSplit> checkpoints = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                database.execute("INSERT INTO t VALUES (" + i + ", 'v')");
                reader.emit(1);
                emitEndOfTransaction(reader);
                checkpoints.add(reader.checkpoint());
                if (i < 2) {
                    reader.completeCheckpoint();
                }
            }
            // Two are complete, and two are kept back.
            assertThat(slot.confirmedLsn()).isEqualTo(atFirst);
            reader.completeCheckpoint();
            awaitConfirmed(checkpoints.get(0).confirmLsn());
            assertThat(slot.confirmedLsn()).isEqualTo(checkpoints.get(0).confirmLsn());
        }
    }

    @Test
    void anIdleSlotAdvancesWithTheServersLog() throws Exception {
        try (DrivenReader reader = slot.read()) {
            for (int round = 0; round < 3; round++) {
                database.execute("INSERT INTO other SELECT generate_series(1, 1000)");
                long written = currentLsn();
                await().atMost(ARRIVAL)
                        .until(
                                () -> {
                                    reader.emitPending();
                                    reader.checkpoint();
                                    reader.completeCheckpoint();
                                    return slot.confirmedLsn() >= written;
                                });
            }
            assertThat(reader.count()).isZero();
        }
    }

    @Test
    void anOpenTransactionOfAnotherIsNotConfirmedAway() throws Exception {
        try (Connection session = database.connect();
                Statement statement = session.createStatement();
                DrivenReader reader = slot.read()) {
            session.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1, 'began early')");
            database.execute("INSERT INTO other SELECT generate_series(1, 1000)");
            long written = currentLsn();
            await().atMost(ARRIVAL)
                    .until(
                            () -> {
                                reader.emitPending();
                                reader.checkpoint();
                                reader.completeCheckpoint();
                                return slot.confirmedLsn() >= written;
                            });
            slot.terminate();
            session.commit();
            reader.emit(1);
            assertThat(reader.emitted().get(0).key().id()).isEqualTo("1");
        }
    }

    private static void emitEndOfTransaction(DrivenReader reader) throws Exception {
        long lsn = reader.emitted().get(reader.emitted().size() - 1).position().lsn();
        reader.emitUntil(() -> reader.confirmLsn() > lsn);
    }

    private long currentLsn() throws Exception {
        return Lsn.parse(database.value("SELECT pg_current_wal_lsn()"));
    }

    private void awaitConfirmed(long lsn) {
        await().atMost(ARRIVAL).until(() -> slot.confirmedLsn() >= lsn);
    }
}
