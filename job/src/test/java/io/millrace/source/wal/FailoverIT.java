package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Lsn;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.source.PositionLostException;
import io.millrace.testing.StandbyServer;
import io.millrace.testing.TcpForwarder;
import io.millrace.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another server under the same address: it goes on exactly there, or not at all. */
class FailoverIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private EmbeddedPostgres primary;
    private TestDatabase database;
    private TcpForwarder address;
    private TestSlot slot;

    @BeforeEach
    void startPrimary() throws Exception {
        primary = EmbeddedPostgres.start();
        database = TestDatabase.on(primary);
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, v integer)");
        address = TcpForwarder.to(primary.port());
        address.open();
        slot = TestSlot.via(database.sourceAt("127.0.0.1", address.port()), database, "public.t");
    }

    @AfterEach
    void stopPrimary() throws Exception {
        address.close();
        primary.close();
    }

    @Test
    void aPromotedStandbyWithTheSlotIsReadOnWithoutAGapOrDuplicate() throws Exception {
        try (StandbyServer standby = StandbyServer.of(primary, folder);
                DrivenReader reader = slot.read()) {
            long synced = keepInStep(standby, reader);
            database.execute(insert(synced + 1, synced + 1000));
            reader.emit(400);
            WalSplit inside = reader.checkpoint();
            failOver(standby);
            standby.execute(database.name(), insert(synced + 1001, synced + 1010));
            reader.emit(610);

            assertThat(reader.emitted())
                    .extracting(change -> Long.valueOf(change.key().id()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, synced + 1010).boxed().toList());
            assertThat(inside.origin().timeline()).isEqualTo(1);
            assertThat(reader.checkpoint().origin().timeline()).isEqualTo(2);
            assertThat(reader.checkpoint().origin().system()).isEqualTo(inside.origin().system());
            reader.completeCheckpoint();
            reader.close();

            try (DrivenReader restored = slot.readFrom(inside)) {
                restored.emit(610);
                assertThat(restored.emitted().get(0).key().id())
                        .isEqualTo(String.valueOf(synced + 401));
            }
        }
    }

    @Test
    void aPromotedStandbyWithoutTheSlotStopsTheReader() throws Exception {
        try (StandbyServer standby = StandbyServer.of(primary, folder);
                DrivenReader reader = slot.read()) {
            database.execute(insert(1, 1));
            reader.emit(1);
            failOver(standby);
            assertRefused(reader, "The replication slot '" + slot.name() + "' is gone");
        }
    }

    /** Its positions come to be those of the changes that it lacks, and of others. */
    @Test
    void aPromotedStandbyThatLacksChangesStopsTheReader() throws Exception {
        try (StandbyServer standby = StandbyServer.of(primary, folder);
                DrivenReader reader = slot.read()) {
            long synced = keepInStep(standby, reader);
            standby.execute(
                    "postgres",
                    "ALTER SYSTEM SET primary_conninfo = ''",
                    "SELECT pg_reload_conf()");
            await().until(
                            () ->
                                    standby.value("SELECT count(*) FROM pg_stat_wal_receiver")
                                            .equals("0"));
            database.execute(insert(synced + 1, synced + 1));
            reader.emit(1);
            WalSplit lost = reader.checkpoint();
            cutOff(standby);
            standby.promote();
            standby.execute(database.name(), insert(synced + 1, synced + 10_000));
            address.leadTo(standby.port());
            address.open();

            assertRefused(
                    reader,
                    "The server has lost changes that were read: the last of them committed at"
                            + " [0-9A-F/]+, and it has that log only up to [0-9A-F/]+");
            try (DrivenReader restored = slot.readFrom(lost)) {
                assertRefused(restored, "The server has lost changes that were read.*");
            }
        }
    }

    @Test
    void anotherServerWithASlotOfThisNameStopsTheReader() throws Exception {
        try (EmbeddedPostgres other = EmbeddedPostgres.start(0, Map.of());
                DrivenReader reader = slot.read()) {
            database.execute(insert(1, 1));
            reader.emit(1);
            WalSplit state = reader.checkpoint();
            try (Connection session = other.connect("postgres");
                    Statement statement = session.createStatement()) {
                statement.execute("CREATE DATABASE " + database.name());
            }
            try (Connection session = other.connect(database.name());
                    Statement statement = session.createStatement()) {
                statement.execute("CREATE TABLE t (id bigint PRIMARY KEY, v integer)");
                statement.execute(
                        "CREATE PUBLICATION "
                                + slot.name()
                                + " FOR TABLE t WITH (publish_via_partition_root = true)");
                statement.execute(
                        "SELECT pg_create_logical_replication_slot('"
                                + slot.name()
                                + "', 'pgoutput')");
            }
            address.cut();
            address.leadTo(other.port());
            address.open();
            String reason =
                    "The server is another than the one that was read: its system identifier is"
                            + " \\d+, and that of the other \\d+";
            assertRefused(reader, reason);
            try (DrivenReader restored = slot.readFrom(state)) {
                assertRefused(restored, reason);
            }
        }
    }

    /**
     * Writes, reads and confirms until the standby has the slot.
     *
     * @return how many rows that took
     */
    private long keepInStep(StandbyServer standby, DrivenReader reader) {
        await().atMost(ARRIVAL)
                .until(
                        () -> {
                            long row = reader.count() + 1;
                            database.execute(insert(row, row));
                            reader.emit(1);
                            // The slot moves behind those, and the standby follows up to there.
                            long quiet =
                                    Lsn.parse(database.value("SELECT pg_log_standby_snapshot()"));
                            reader.emitUntil(() -> reader.confirmLsn() >= quiet);
                            reader.checkpoint();
                            reader.completeCheckpoint();
                            await().until(() -> slot.confirmedLsn() >= quiet);
                            awaitInStep(standby);
                            standby.execute("postgres", "SELECT pg_sync_replication_slots()");
                            return standby.value(
                                            "SELECT count(*) FROM pg_replication_slots WHERE"
                                                    + " synced AND NOT temporary")
                                    .equals("1");
                        });
        return reader.count();
    }

    private void awaitInStep(StandbyServer standby) throws SQLException {
        String end = database.value("SELECT pg_current_wal_flush_lsn()");
        await().atMost(ARRIVAL)
                .until(
                        () ->
                                standby.value("SELECT pg_last_wal_replay_lsn() >= '" + end + "'")
                                        .equals("t"));
    }

    private void failOver(StandbyServer standby) throws Exception {
        awaitInStep(standby);
        cutOff(standby);
        standby.promote();
        address.leadTo(standby.port());
        address.open();
    }

    private void cutOff(StandbyServer standby) throws Exception {
        address.cut();
        primary.close();
    }

    private static String insert(long first, long last) {
        return "INSERT INTO t SELECT i, i FROM generate_series(" + first + ", " + last + ") i";
    }

    private static void assertRefused(DrivenReader reader, String reason) {
        assertThatThrownBy(() -> reader.emit(1))
                .rootCause()
                .isInstanceOf(PositionLostException.class)
                .hasMessageMatching(
                        reason
                                + ", so that changes since the last checkpoint would be missing\\..*");
    }
}
