package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Lsn;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.source.wal.pgoutput.PgoutputMessage;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Begin;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Commit;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Message;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Origin;
import io.millrace.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands around the changes of a transaction. */
class TransactionsIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aTransactionTellsItsPositionItsTimeAndItsId() throws Exception {
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            long before = position("pg_current_wal_lsn()");
            database.connection().setAutoCommit(false);
            database.execute("INSERT INTO t VALUES (1, 'x')");
            long id = Long.parseLong(database.value("SELECT pg_current_xact_id()"));
            database.connection().commit();
            database.connection().setAutoCommit(true);

            List<PgoutputMessage> messages = logged.messages();
            Begin begin = (Begin) messages.get(0);
            Commit commit = (Commit) messages.get(messages.size() - 1);
            assertThat(begin.transactionId()).isEqualTo(id);
            assertThat(begin.commitLsn()).isEqualTo(commit.commitLsn()).isGreaterThan(before);
            assertThat(commit.endLsn())
                    .isGreaterThan(commit.commitLsn())
                    .isLessThanOrEqualTo(position("pg_current_wal_lsn()"));
            assertThat(begin.committedAtMicros()).isEqualTo(commit.committedAtMicros());
            assertThat(Instant.ofEpochMilli(commit.committedAtMicros() / 1000))
                    .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        }
    }

    @Test
    void whatASavepointTakesBackIsNotSent() throws Exception {
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.transaction(
                    "INSERT INTO t VALUES (1, 'kept')",
                    "SAVEPOINT a",
                    "INSERT INTO t VALUES (2, 'taken back')",
                    "ROLLBACK TO SAVEPOINT a",
                    "SAVEPOINT b",
                    "INSERT INTO t VALUES (3, 'kept')",
                    "RELEASE SAVEPOINT b");
            database.transaction("INSERT INTO t VALUES (4, 'dropped')", "ROLLBACK");

            List<PgoutputMessage> messages = logged.messages();
            assertThat(messages).filteredOn(Begin.class::isInstance).hasSize(1);
            assertThat(messages)
                    .filteredOn(Insert.class::isInstance)
                    .extracting(insert -> ((Insert) insert).row().text(0))
                    .containsExactly("1", "3");
        }
    }

    @Test
    void messagesComeInTheirPlace() throws Exception {
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.transaction(
                    "SELECT pg_logical_emit_message(true, 'millrace.annotations.set', '{\"a\": \"ы\"}')",
                    "INSERT INTO t VALUES (1, 'x')",
                    "SELECT pg_logical_emit_message(true, 'bytes', '\\x00ff'::bytea)");
            // By itself it is not flushed at once.
            database.execute(
                    "SELECT pg_logical_emit_message(false, 'alone', '')",
                    "INSERT INTO t VALUES (2, 'x')");

            List<PgoutputMessage> messages = logged.messages();
            assertThat(messages)
                    .extracting(message -> message.getClass().getSimpleName())
                    .containsExactly(
                            "Begin",
                            "Message",
                            "Relation",
                            "Insert",
                            "Message",
                            "Commit",
                            "Message",
                            "Begin",
                            "Insert",
                            "Commit");
            Message annotation = (Message) messages.get(1);
            assertThat(annotation.prefix()).isEqualTo("millrace.annotations.set");
            assertThat(annotation.transactional()).isTrue();
            assertThat(StandardCharsets.UTF_8.decode(annotation.content()).toString())
                    .isEqualTo("{\"a\": \"ы\"}");
            assertThat(((Message) messages.get(4)).content().get(1)).isEqualTo((byte) 0xff);
            assertThat(((Message) messages.get(6)).transactional()).isFalse();
        }
    }

    @Test
    void aRepeatedTransactionNamesItsOrigin() throws Exception {
        database.execute("SELECT pg_replication_origin_create('another')");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("SELECT pg_replication_origin_session_setup('another')");
            database.transaction(
                    "SELECT pg_replication_origin_xact_setup('0/AB', '2026-01-01 00:00:00Z')",
                    "INSERT INTO t VALUES (1, 'x')");
            database.execute("SELECT pg_replication_origin_session_reset()");

            assertThat(logged.messages().get(1)).isEqualTo(new Origin(0xAB, "another"));
        } finally {
            database.execute("SELECT pg_replication_origin_drop('another')");
        }
    }

    @Test
    void aPreparedTransactionComesWhenItIsCommitted() throws Exception {
        try (EmbeddedPostgres server =
                        EmbeddedPostgres.start(0, Map.of("max_prepared_transactions", "5"));
                Connection session = server.connect("postgres");
                Statement statement = session.createStatement()) {
            statement.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
            try (LoggedTables logged = LoggedTables.of(server.connect("postgres"), "t")) {
                statement.execute("BEGIN");
                statement.execute("INSERT INTO t VALUES (1, 'prepared')");
                statement.execute("PREPARE TRANSACTION 'one'");
                statement.execute("INSERT INTO t VALUES (2, 'at once')");
                assertThat(logged.change().row().key().id()).isEqualTo("2");

                statement.execute("COMMIT PREPARED 'one'");
                assertThat(logged.change().row().record())
                        .hasToString("{\"id\":1,\"v\":\"prepared\"}");
            }
        }
    }

    private long position(String expression) throws Exception {
        return Lsn.parse(database.value("SELECT " + expression));
    }
}
