package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.source.PositionLostException;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a whole server, each test to one of its own. */
class ServerIT {
    private static final String[] TABLE = {
        "CREATE TABLE t (id bigint PRIMARY KEY, v text)", "ALTER TABLE t REPLICA IDENTITY FULL"
    };

    private EmbeddedPostgres server;
    private TestDatabase database;

    @BeforeEach
    void startServer() throws Exception {
        server = EmbeddedPostgres.start(0, Map.of("max_prepared_transactions", "1"));
        database = TestDatabase.on(server);
        database.execute(TABLE);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    @Test
    void aServerThatCrashesIsReadOnceItHasRecovered() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t SELECT i, 'v' FROM generate_series(1, 50000) i");
            reader.emit(100);
            ProcessHandle.of(slot.activePid()).orElseThrow().destroyForcibly();
            reader.emit(49_900);
            try (Connection session = recovered();
                    Statement statement = session.createStatement()) {
                statement.execute("INSERT INTO t VALUES (0, 'v')");
            }
            reader.emit(1);
            assertThat(reader.emitted())
                    .extracting(change -> change.key().id())
                    .doesNotHaveDuplicates();
            assertThat(reader.counter("reconnects")).isEqualTo(1);
        }
    }

    @Test
    void aServerStopsThoughItsLogIsBeingRead() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t SELECT i, 'v' FROM generate_series(1, 50000) i");
            reader.emit(100);
            assertTimeout(Duration.ofSeconds(8), server::close);
        }
    }

    @Test
    void preparedTransactionsComeWhenTheyAreCommitted() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read();
                Connection session = database.connect();
                Statement statement = session.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO t VALUES (1, 'prepared')");
            statement.execute("PREPARE TRANSACTION '" + slot.name() + "'");
            database.execute("INSERT INTO t VALUES (2, 'meanwhile')");
            statement.execute("COMMIT PREPARED '" + slot.name() + "'");
            reader.emit(2);
            assertThat(reader.emitted())
                    .extracting(change -> change.key().id())
                    .containsExactly("2", "1");
        }
    }

    @Test
    void aSlotWhoseLogWasRemovedStopsTheReader() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        database.execute(
                "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'",
                "SELECT pg_reload_conf()",
                "CREATE TABLE other AS SELECT 1");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            database.execute(
                                    "INSERT INTO other SELECT generate_series(1, 10000)",
                                    "SELECT pg_switch_wal()",
                                    "CHECKPOINT");
                            return slot.walStatus().equals("lost");
                        });
        try (DrivenReader reader = slot.read()) {
            assertThatThrownBy(() -> reader.emit(1))
                    .rootCause()
                    .isInstanceOf(PositionLostException.class)
                    .hasMessageStartingWith(
                            "The replication slot '"
                                    + slot.name()
                                    + "' is invalid: Postgres has removed log that it needed"
                                    + " (max_slot_wal_keep_size), so that changes since");
        }
    }

    /** The log has its commit before anybody sees it, for as long as no standby has it. */
    @Test
    void aCommitIsReadByTheCatalogThatItLeaves() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        database.execute(
                "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
        await().until(() -> database.value("SHOW synchronous_standby_names").equals("nobody"));
        try (DrivenReader reader = slot.read();
                Connection session = database.connect();
                Statement statement = session.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("CREATE TYPE mood AS ENUM ('fine')");
            statement.execute("ALTER TABLE t ADD COLUMN m mood[]");
            statement.execute(
                    "ALTER TABLE t ADD COLUMN g text GENERATED ALWAYS AS (v || '!') STORED");
            statement.execute("INSERT INTO t VALUES (1, 'v', '{fine}')");
            CompletableFuture<Void> committed =
                    CompletableFuture.runAsync(
                            () ->
                                    assertThatCode(() -> statement.execute("COMMIT"))
                                            .doesNotThrowAnyException());
            await().until(
                            () ->
                                    database.value(
                                                    "SELECT coalesce(bool_or(sent_lsn >="
                                                            + " pg_current_wal_flush_lsn()), false) FROM"
                                                            + " pg_stat_replication, pg_stat_activity"
                                                            + " a WHERE a.wait_event = 'SyncRep'")
                                            .equals("t"));
            reader.emitPending();
            assertThat(reader.count()).isZero();
            assertThat(committed).isNotDone();
            database.execute(
                    "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
            reader.emit(1);
            assertThat(reader.lastEmitted().record())
                    .hasToString("{\"id\":1,\"v\":\"v\",\"m\":[\"fine\"],\"g\":\"v!\"}");
            committed.join();
        }
    }

    private Connection recovered() {
        return await().ignoreExceptions()
                .until(() -> database.connect(), connection -> connection != null);
    }
}
