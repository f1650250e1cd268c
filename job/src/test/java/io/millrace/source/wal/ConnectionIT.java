package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.RowChange;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.source.PositionLostException;
import io.millrace.source.SlotSpec;
import io.millrace.testing.CapturedLog;
import io.millrace.testing.TcpForwarder;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** What passes is waited out, unseen by the job; what cannot pass stops it with the remedy. */
class ConnectionIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private TestDatabase database;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aTerminatedConnectionIsMadeAgainInsideATransaction() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        insert(1, 100_000);
        try (DrivenReader reader = slot.read()) {
            reader.emit(500);
            slot.terminate();
            reader.emit(99_500);
            assertThat(reader.counter("reconnects")).isEqualTo(1);
            assertIds(reader, 1, 100_000);
        }
    }

    @Test
    void aServerThatIsAwayForAWhileIsWaitedFor() throws Exception {
        try (TcpForwarder network = TcpForwarder.to(database.source().connection().port());
                CapturedLog log = CapturedLog.of(LogOutage.class)) {
            network.open();
            TestSlot slot =
                    TestSlot.via(
                            database.sourceAt("127.0.0.1", network.port()), database, "public.t");
            try (DrivenReader reader = slot.read()) {
                insert(1, 10);
                reader.emit(10);
                network.cut();
                insert(11, 20);
                await().until(() -> !log.lines().isEmpty());
                reader.emitPending();
                network.open();
                reader.emit(10);
                assertIds(reader, 1, 20);
                assertThat(reader.counter("reconnects")).isEqualTo(1);
            }
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith(
                            "WARN Cannot read the replication slot '"
                                    + slot.name()
                                    + "' of Postgres at 127.0.0.1:"
                                    + network.port());
            assertThat(log.lines().get(1))
                    .matches(
                            "INFO Reading the replication slot '"
                                    + slot.name()
                                    + "' again, after \\d+ ms");
        }
    }

    @Test
    void theServerIsAnsweredWhileNothingIsTaken() throws Exception {
        database.execute("ALTER DATABASE " + database.name() + " SET wal_sender_timeout = '2s'");
        TestSlot slot = TestSlot.on(database, "public.t");
        database.execute(
                "INSERT INTO t SELECT i, repeat('v', 2000) FROM generate_series(1, 50000) i");
        try (DrivenReader reader = slot.read()) {
            reader.emit(1);
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(100))
                    .until(() -> System.nanoTime() - start > TimeUnit.SECONDS.toNanos(6));
            assertThat(slot.isActive()).isTrue();
            reader.emit(49_999);
            assertThat(reader.counter("reconnects")).isZero();
            assertIds(reader, 1, 50_000);
        }
    }

    @Test
    void aSlotThatAnotherReadsIsWaitedForAndSaidOnce() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        insert(1, 1);
        try (CapturedLog log = CapturedLog.of(LogOutage.class);
                Connection other = Database.replicate(database.source())) {
            PGReplicationStream stream =
                    other.unwrap(PGConnection.class)
                            .getReplicationAPI()
                            .replicationStream()
                            .logical()
                            .withSlotName(slot.name())
                            .withSlotOption("proto_version", 1)
                            .withSlotOption("publication_names", slot.name())
                            .start();
            try (DrivenReader reader = slot.read()) {
                await().until(() -> !log.lines().isEmpty());
                reader.emitPending();
                assertThat(stream.isClosed()).isFalse();
                assertThat(reader.count()).isZero();
                other.close();
                reader.emit(1);
                assertThat(reader.counter("reconnects")).isZero();
            }
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).contains("is active for PID");
        }
    }

    @Test
    void aSlotThatIsGoneStopsTheReader() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read()) {
            insert(1, 1);
            reader.emit(1);
            dropSlot(slot);
            assertLost(reader, "The replication slot '" + slot.name() + "' is gone");
        }
    }

    @Test
    void aSlotThatWasMadeAnewStopsTheReader() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        database.execute("SELECT pg_drop_replication_slot('" + slot.name() + "')");
        insert(1, 1);
        database.execute(
                "SELECT pg_create_logical_replication_slot('" + slot.name() + "', 'pgoutput')");
        try (DrivenReader reader = slot.read()) {
            assertLost(
                    reader,
                    "The replication slot '"
                            + slot.name()
                            + "' begins at [0-9A-F/]+, after the checkpoint's position [0-9A-F/]+");
        }
    }

    @Test
    void aSlotOfAnotherPluginStopsTheReader() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        database.execute(
                "SELECT pg_drop_replication_slot('" + slot.name() + "')",
                "SELECT pg_create_logical_replication_slot('"
                        + slot.name()
                        + "', 'test_decoding')");
        try (DrivenReader reader = slot.read()) {
            assertLost(
                    reader,
                    "The replication slot '"
                            + slot.name()
                            + "' is another's: it decodes the database '"
                            + database.name()
                            + "' by test_decoding");
        }
    }

    @Test
    void aTableThatIsNoLongerPublishedStopsTheReaderWhenItConnects() throws Exception {
        database.execute("CREATE TABLE u (id int PRIMARY KEY)");
        TestSlot slot = TestSlot.on(database, "public.t", "public.u");
        try (DrivenReader reader = slot.read()) {
            insert(1, 1);
            reader.emit(1);
            database.execute("ALTER PUBLICATION " + slot.name() + " DROP TABLE u");
            slot.terminate();
            assertLost(reader, "The publication '" + slot.name() + "' lacks public.u");
        }
    }

    @Test
    void aPublicationThatIsGoneStopsTheReader() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        database.execute("DROP PUBLICATION " + slot.name());
        try (DrivenReader reader = slot.read()) {
            assertLost(reader, "The publication '" + slot.name() + "' is gone");
        }
    }

    @Test
    void aUserWhomTheServerRefusesStopsTheReader() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        SourceSpec source = database.source();
        SourceSpec unknown =
                new SourceSpec(
                        new ConnectionSpec(
                                source.connection().hostname(),
                                source.connection().port(),
                                source.connection().database(),
                                "unknown_" + database.name(),
                                source.connection().password()),
                        source.place());
        try (DrivenReader reader =
                new DrivenReader(
                        SlotSpec.of(database.name(), unknown, slot.spec().tables()),
                        0,
                        slot.start())) {
            assertThatThrownBy(() -> reader.emit(1))
                    .rootCause()
                    .hasMessageContaining("unknown_" + database.name());
        }
    }

    private void insert(int first, int last) throws Exception {
        database.execute(
                "INSERT INTO t SELECT i, 'v' FROM generate_series(" + first + ", " + last + ") i");
    }

    private void dropSlot(TestSlot slot) {
        await().ignoreExceptions()
                .atMost(ARRIVAL)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            slot.terminate();
                            database.execute(
                                    "SELECT pg_drop_replication_slot('" + slot.name() + "')");
                            return true;
                        });
    }

    private static void assertLost(DrivenReader reader, String reason) {
        assertThatThrownBy(() -> reader.emit(1))
                .rootCause()
                .isInstanceOf(PositionLostException.class)
                .hasMessageMatching(
                        reason
                                + ", so that changes since the last checkpoint would be missing\\."
                                + " Resume from a newer savepoint, or begin anew with --fresh, which"
                                + " reads the tables again");
    }

    private static void assertIds(DrivenReader reader, long first, long last) {
        assertThat(reader.emitted().stream().map(RowChange::key).map(key -> key.id()).toList())
                .isEqualTo(LongStream.rangeClosed(first, last).mapToObj(Long::toString).toList());
    }
}
