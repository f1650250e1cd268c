package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backfill.chunk.BackfillOver;
import io.millrace.backfill.chunk.ChunkOver;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.ChunksKnown;
import io.millrace.change.Action;
import io.millrace.change.Origin;
import io.millrace.change.RowChange;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers make of the chunks that they are given, against real tables. */
class ChunkReaderIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 20, 4096, 4097, 9000})
    void allRowsAreReadOnceWhereverChunksAndPagesEnd(int rows) throws Exception {
        createNumbers(rows);
        List<RowChange> read =
                DrivenChunks.readAll(database.source(), table("t"), rows > 100 ? 8192 : 10);
        assertAllOnce(read, "SELECT id::text FROM t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; i - 25; id::text",
                "bigint; (i - 25) * 1000000007::bigint; id::text",
                "smallint; i; id::text",
                "text; CASE WHEN i % 2 = 0 THEN 'A' ELSE 'a' END || chr(60 + i) || ',\\' || i; id",
                "text COLLATE \"C\"; CASE WHEN i % 2 = 0 THEN 'Z' ELSE 'a' END || i; id",
                "varchar(20); 'Ä' || i || '\"\t'; id",
                "char(9); 'c' || i; id::char(9)",
                "uuid; md5(i::text)::uuid; id::text",
                "numeric; (i - 25) / 7.0; id::text",
                "numeric(20,5); i * 1.5; id::text",
                "double precision; (i - 25) * 1e30; to_jsonb(id)::text",
                "real; i / 7.0; to_jsonb(id)::text",
                "date; date '1999-12-20' + i; id::text",
                "timestamp; timestamp '1999-12-31' + i * interval '1 h 1 us'; to_jsonb(id)#>>'{}'",
                "timestamptz; timestamptz '1999-12-31' + i * interval '7 h 1 us'; to_jsonb(id)#>>'{}'",
                "interval; i * interval '1 h'; id::text",
                "bytea; decode(md5(i::text), 'hex'); id::text",
                "mood; CASE i % 3 WHEN 0 THEN 'sad' WHEN 1 THEN 'ok' ELSE 'great' END::mood; id::text",
                "positive; i; id::text",
                "shouted; upper('x' || i); id::text",
                "inet; ('10.0.0.' || i)::inet; to_jsonb(id)#>>'{}'",
                "int[]; ARRAY[i % 7, i]; to_json(id)::text",
                "int4range; int4range(i, i + 5); id::text",
            })
    void rowsOfEveryKeyAreReadOnce(String type, String value, String text) throws Exception {
        database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'great')",
                "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
                "CREATE DOMAIN shouted AS text CHECK (VALUE = upper(VALUE))",
                "CREATE TABLE t (id " + type + " PRIMARY KEY)",
                "INSERT INTO t SELECT "
                        + value
                        + " FROM generate_series(1, 50) i ON CONFLICT DO NOTHING");
        assertAllOnce(
                DrivenChunks.readAll(database.source(), table("t"), 2),
                "SELECT " + text + " FROM t");
    }

    @Test
    void rowsOfACompositeKeyAreReadOnce() throws Exception {
        database.execute(
                "CREATE TABLE t (v text, \"B b\" boolean, \"a\"\"a\" text, n int,"
                        + " PRIMARY KEY (\"a\"\"a\", \"B b\", n))",
                "INSERT INTO t SELECT 'v', i % 2 = 0, 'k,' || i % 5, i FROM generate_series(1, 60) i");
        assertAllOnce(
                DrivenChunks.readAll(database.source(), table("t"), 7),
                "SELECT replace(\"a\"\"a\", ',', '\\,') || ',' || \"B b\"::text || ',' || n FROM t");
    }

    @Test
    void rowsOfPartitionsAreReadAsThoseOfTheirRoot() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY HASH (id)",
                "CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO t SELECT generate_series(1, 50)");
        List<RowChange> read = DrivenChunks.readAll(database.source(), table("t"), 7);
        assertAllOnce(read, "SELECT id::text FROM t");
        assertThat(read.get(0).key().table()).isEqualTo(TableName.parse("public.t"));
    }

    @Test
    void rowsOfTablesThatInheritAreNotTheTables() throws Exception {
        createNumbers(5);
        database.execute("CREATE TABLE u () INHERITS (t)", "INSERT INTO u VALUES (9)");
        assertAllOnce(
                DrivenChunks.readAll(database.source(), table("t"), 7),
                "SELECT id::text FROM ONLY t");
    }

    @Test
    void aRowTellsWhatItShowsAndForWhom() throws Exception {
        createNumbers(1);
        long begun = Long.parseLong(database.value("SELECT pg_current_xact_id()::text"));
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (100)");
            RowChange read = DrivenChunks.readAll(database.source(), table("t"), 7).get(0);
            Origin origin = read.origin();
            Snapshot snapshot = origin.reading().snapshot();
            assertThat(read.action()).isEqualTo(Action.READ);
            assertThat(origin.reading().flow()).isEqualTo("f");
            assertThat(snapshot.shows(begun)).isTrue();
            assertThat(snapshot.shows(begun + 1)).as("the open transaction").isFalse();
            assertThat(origin.position().lsn()).isPositive();
            other.commit();
        }
    }

    @Test
    void noTransactionIsOpenWhileRowsWaitToBeEmitted() throws Exception {
        createNumbers(9000);
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10_000)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            chunks.emit(10);
            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    database.value(
                                                            "SELECT count(*) FROM pg_stat_activity WHERE"
                                                                    + " datname = current_database() AND"
                                                                    + " application_name = 'millrace'"
                                                                    + " AND xact_start IS NOT NULL"))
                                            .isEqualTo("0"));
        }
    }

    @Test
    void aRestoredChunkGoesOnBehindTheLastRow() throws Exception {
        createNumbers(9000);
        List<RowChange> all;
        List<ChunkSplit> state;
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10_000)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            chunks.emit(4321);
            state = chunks.checkpoint();
            all = List.copyOf(chunks.emitted());
        }
        assertThat(state).hasSize(1);
        assertThat(state.get(0).after()).containsExactly("4321");
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10_000)) {
            chunks.give(state);
            chunks.start();
            chunks.finish();
            assertThat(chunks.over()).containsExactly(new ChunkOver(1, 9000, null));
            assertThat(all.size() + chunks.emitted().size()).isEqualTo(9000);
            assertThat(chunks.emitted().get(0).key().id()).isEqualTo("4322");
        }
    }

    @Test
    void aChunkThatIsOverIsToldAgainUntilThatIsKnown() throws Exception {
        createNumbers(3);
        List<ChunkSplit> state;
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            chunks.finish();
            state = chunks.checkpoint();
            assertThat(chunks.isIdle()).isTrue();
            assertThat(chunks.requests()).as("at the start and after the chunk").isEqualTo(2);
        }
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10)) {
            chunks.give(state);
            assertThat(chunks.over()).isEmpty();
            chunks.start();
            assertThat(chunks.over()).containsExactly(new ChunkOver(1, 3, null));
            chunks.tell(new ChunksKnown(List.of(1L)));
            assertThat(chunks.checkpoint()).isEmpty();
            chunks.noMoreChunks();
            assertThat(chunks.poll()).isEqualTo(InputStatus.END_OF_INPUT);
        }
    }

    @Test
    void aBackfillThatIsOverIsDroppedAtOnce() throws Exception {
        createNumbers(9000);
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 1000)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            chunks.emit(10);
            chunks.tell(new BackfillOver(1));
            assertThat(chunks.checkpoint()).isEmpty();
            chunks.noMoreChunks();
            assertThat(chunks.poll()).isEqualTo(InputStatus.END_OF_INPUT);
        }
    }

    @Test
    void rowsThatAreThereAllTheWhileAreReadBesideThoseThatComeAndGo() throws Exception {
        createNumbers(20_000);
        try (Connection other = database.connect();
                Statement statement = other.createStatement();
                DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 1000)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            for (int i = 0; i < 15; i++) {
                int from = i * 1000;
                statement.execute("DELETE FROM t WHERE id % 10 = 0 AND id > " + from);
                statement.execute(
                        "INSERT INTO t SELECT i FROM generate_series("
                                + from
                                + ", 20000) i"
                                + " WHERE i % 20 = 0 ON CONFLICT DO NOTHING");
                statement.execute("UPDATE t SET id = -id WHERE id % 10 = 5 AND id > " + from);
                chunks.emit(800);
            }
            chunks.finish();
            List<String> ids = chunks.emitted().stream().map(change -> change.key().id()).toList();
            assertThat(ids).doesNotHaveDuplicates();
            Set<String> always = new TreeSet<>();
            for (int id = 1; id <= 20_000; id++) {
                if (id % 5 != 0) {
                    always.add(Integer.toString(id));
                }
            }
            assertThat(Set.copyOf(ids)).containsAll(always);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "id > 7 => 8,9,10",
                "t.id = 3 OR id = 9 -- both => 3,9",
                "tags ? 'a;b' => 2",
                "tags ?| '{x?,\"a;b\"}' => 2",
                "id IN (SELECT max(id) FROM t) => 10",
                "false => ``",
            })
    void onlyRowsThatMeetTheConditionAreRead(String condition, String ids) throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, tags jsonb)",
                "INSERT INTO t SELECT i, CASE i WHEN 2 THEN '[\"a;b\"]' ELSE '[\"c\"]' END::jsonb"
                        + " FROM generate_series(1, 10) i");
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 4)) {
            chunks.start();
            chunks.give(chunks.plan(condition));
            chunks.finish();
            assertThat(
                            chunks.emitted().stream()
                                    .map(change -> change.key().id())
                                    .collect(Collectors.joining(",")))
                    .isEqualTo(ids);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true; DROP TABLE t",
                "true) OR (true",
                "true ORDER BY id",
                "true LIMIT 1",
                "true UNION ALL SELECT",
                "true)); DROP TABLE t --",
                "true /* open",
                "'open",
                "",
                "id",
                "nothing = 1",
                "true FOR UPDATE",
            })
    void whatIsNoConditionIsRefused(String condition) throws Exception {
        createNumbers(3);
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 4)) {
            assertThatThrownBy(() -> chunks.plan(condition))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("The condition '" + condition + "' cannot be used: ")
                    .hasMessageEndingWith(
                            ". Write a condition of Postgres on the table's columns, and request"
                                    + " the backfill again.");
        }
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("3");
    }

    @Test
    void aConditionCannotWrite() throws Exception {
        createNumbers(3);
        database.execute(
                "CREATE FUNCTION harm() RETURNS boolean LANGUAGE plpgsql AS"
                        + " 'BEGIN DELETE FROM t; RETURN true; END'");
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 4)) {
            chunks.start();
            chunks.give(chunks.plan("harm()"));
            chunks.finish();
            assertThat(chunks.over().get(0).error())
                    .isEqualTo(
                            "The table \"public\".\"t\" cannot be read: ERROR: cannot execute DELETE"
                                    + " in a read-only transaction\n  Where: SQL statement \"DELETE"
                                    + " FROM t\"\nPL/pgSQL function harm() line 1 at SQL statement."
                                    + " Mend that, restart the pipeline if the table's key has"
                                    + " changed, and request the backfill again.");
        }
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("3");
    }

    @Test
    void aTableThatIsDroppedFailsTheChunk() throws Exception {
        createNumbers(9000);
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 1000)) {
            chunks.start();
            List<ChunkSplit> splits = chunks.plan(null);
            chunks.give(splits.subList(0, 1));
            chunks.finish();
            database.execute("DROP TABLE t");
            chunks.give(splits.subList(1, 2));
            chunks.finish();
            assertThat(chunks.over().get(1).error())
                    .isEqualTo(
                            "The table \"public\".\"t\" is no longer there. Take it out of the flow,"
                                    + " or create it and request the backfill again.");
            assertThat(chunks.checkpoint().get(1).phase()).isEqualTo(ChunkSplit.Phase.FAILED);
        }
    }

    @Test
    void aColumnThatComesOrGoesDoesNotMatter() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, a text)",
                "INSERT INTO t SELECT i, 'a' FROM generate_series(1, 9000) i");
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10_000)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            chunks.emit(1);
            database.execute("ALTER TABLE t ADD b int DEFAULT 7", "ALTER TABLE t DROP a");
            chunks.finish();
            assertThat(chunks.over()).containsExactly(new ChunkOver(1, 9000, null));
            assertThat(chunks.emitted().get(8999).record()).hasToString("{\"id\":9000,\"b\":7}");
        }
    }

    @Test
    void aUserWhoMayNotReadIsToldWhatToGrant() throws Exception {
        createNumbers(3);
        String user = "clerk_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'hush'");
        ConnectionSpec connection = database.source().connection();
        SourceSpec source =
                new SourceSpec(
                        new ConnectionSpec(
                                connection.hostname(),
                                connection.port(),
                                connection.database(),
                                user,
                                new Secret("hush")),
                        database.source().place());
        List<ChunkSplit> splits;
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 10)) {
            splits = chunks.plan(null);
        }
        try (DrivenChunks chunks = new DrivenChunks(source, table("t"), 10)) {
            chunks.start();
            chunks.give(splits);
            chunks.finish();
            assertThat(chunks.over().get(0).error())
                    .isEqualTo(
                            "ERROR: permission denied for table t. Run GRANT SELECT ON"
                                    + " \"public\".\"t\" for the user of the pipeline, and request"
                                    + " the backfill again.");
        } finally {
            database.execute("DROP ROLE " + user);
        }
    }

    @Test
    void aSessionThatIsEndedIsWaitedFor() throws Exception {
        createNumbers(20_000);
        try (DrivenChunks chunks = new DrivenChunks(database.source(), table("t"), 30_000)) {
            chunks.start();
            chunks.give(chunks.plan(null));
            for (int i = 0; i < 4; i++) {
                chunks.emit(2000);
                database.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE"
                                + " application_name = 'millrace' AND datname = current_database()");
            }
            chunks.finish();
            assertThat(chunks.over()).containsExactly(new ChunkOver(1, 20_000, null));
            assertAllOnce(chunks.emitted(), "SELECT id::text FROM t");
        }
    }

    private void createNumbers(int rows) throws SQLException {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t SELECT generate_series(1, " + rows + ")");
    }

    private Table table(String name) throws SQLException {
        return new Catalog(database.connection())
                .table(TableName.parse("public." + name))
                .orElseThrow();
    }

    private void assertAllOnce(List<RowChange> read, String keys) throws SQLException {
        Set<String> expected = database.pairs("SELECT k, k FROM (" + keys + ") AS t (k)").keySet();
        assertThat(read)
                .extracting(change -> change.key().id())
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
