package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.row.LoggedTables.Change;
import io.millrace.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of rows, by what their table's replica identity logs of them. */
class ReplicaIdentityIT {
    /** Longer than what Postgres keeps in a row, and nothing that it could compress. */
    private static final String LONG_TEXT =
            "(SELECT string_agg(sha512(i::text::bytea)::text, '') FROM generate_series(1, 100) i)";

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void byDefaultAnUpdateTellsTheOldRowOnlyWhereTheKeyChanges() throws Exception {
        database.execute("CREATE TABLE t (a integer, v text, b text, PRIMARY KEY (b, a))");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1, 'x', 'k,1')");
            assertThat(logged.change().row().key().id()).isEqualTo("k\\,1,1");

            database.execute("UPDATE t SET v = 'y'");
            Change same = logged.change();
            assertThat(same.keyChanged()).isFalse();
            assertThat(same.before()).isEmpty();
            assertThat(same.changes()).isEmpty();

            database.execute("UPDATE t SET a = 2");
            Change moved = logged.change();
            assertThat(moved.keyChanged()).isTrue();
            assertThat(moved.row().key().id()).isEqualTo("k\\,1,2");
            assertThat(moved.row().record()).hasToString("{\"a\":2,\"v\":\"y\",\"b\":\"k,1\"}");
            RowImage before = moved.before().orElseThrow();
            assertThat(before.key().id()).isEqualTo("k\\,1,1");
            assertThat(before.record()).hasToString("{\"a\":1,\"b\":\"k,1\"}");
            assertThat(before.gaps()).isEqualTo(Gaps.IDENTITY_ONLY);

            database.execute("DELETE FROM t");
            Change deleted = logged.change();
            assertThat(deleted.action()).isEqualTo(Action.DELETE);
            assertThat(deleted.row().key()).isEqualTo(moved.row().key());
            assertThat(deleted.row().record()).hasToString("{\"a\":2,\"b\":\"k,1\"}");
            assertThat(deleted.row().gaps()).isEqualTo(Gaps.IDENTITY_ONLY);
        }
    }

    @Test
    void fullTellsTheWholeOldRow() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, v text, n numeric)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t VALUES (1, 'x', NULL)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET v = 'y'", "UPDATE t SET id = 2", "DELETE FROM t");

            List<Change> changes = logged.changes();
            assertThat(changes).extracting(Change::keyChanged).containsExactly(false, true, false);
            assertThat(changes)
                    .extracting(change -> change.before().orElseThrow().record().toString())
                    .containsExactly(
                            "{\"id\":1,\"v\":\"x\",\"n\":null}",
                            "{\"id\":1,\"v\":\"y\",\"n\":null}",
                            "{\"id\":2,\"v\":\"y\",\"n\":null}");
            assertThat(changes.get(0).changes()).contains(Json.of("{\"v\":\"x\"}"));
            assertThat(changes)
                    .allSatisfy(change -> assertThat(change.row().gaps()).isEqualTo(Gaps.NONE))
                    .allSatisfy(
                            change ->
                                    assertThat(change.before().orElseThrow().gaps())
                                            .isEqualTo(Gaps.NONE));
        }
    }

    /** The server says that the old row is whole, because the root's would be. */
    @Test
    void aPartitionThatLogsLessThanItsRootSaysLeavesLongValuesUnknown() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, v text STORAGE EXTERNAL)"
                        + " PARTITION BY HASH (id)",
                "CREATE TABLE t_0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t VALUES (1, " + LONG_TEXT + ")");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET id = 2");

            RowImage moved = logged.change().row();
            assertThat(moved.record()).hasToString("{\"id\":2}");
            assertThat(moved.gaps()).isEqualTo(Gaps.of(List.of("v")));
        }
    }

    @Test
    void anIndexOverTheKeyAndMoreTellsWhetherTheKeyChanges() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, code text NOT NULL, v text)",
                "CREATE UNIQUE INDEX t_code_id ON t (code, id)",
                "ALTER TABLE t REPLICA IDENTITY USING INDEX t_code_id",
                "INSERT INTO t VALUES (1, 'x', 'a')");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "UPDATE t SET v = 'b'",
                    "UPDATE t SET code = 'y'",
                    "UPDATE t SET id = 2",
                    "DELETE FROM t");

            List<Change> changes = logged.changes();
            assertThat(changes)
                    .extracting(Change::keyChanged)
                    .containsExactly(false, false, true, false);
            assertThat(changes.get(1).before().orElseThrow().record())
                    .hasToString("{\"id\":1,\"code\":\"x\"}");
            assertThat(changes.get(2).before().orElseThrow().key().id()).isEqualTo("1");
            assertThat(changes.get(3).row().key().id()).isEqualTo("2");
        }
    }

    @Test
    void anIndexOverOtherColumnsLeavesTheKeyUnknown() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, code text NOT NULL UNIQUE)",
                "ALTER TABLE t REPLICA IDENTITY USING INDEX t_code_key");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1, 'x')");
            logged.assertRecordsEqualToJsonb("t");
            for (String change : List.of("UPDATE t SET id = 2", "DELETE FROM t")) {
                database.execute(change);

                assertThatThrownBy(logged::changes)
                        .isInstanceOf(UnreadableChangeException.class)
                        .hasMessage(
                                "The value of the column 'id' of public.t is unknown: the log"
                                        + " leaves it out. Run ALTER TABLE \"public\".\"t\" REPLICA"
                                        + " IDENTITY FULL, and begin anew with --fresh");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "jsonb", "text[]", "bytea", "varchar", "json"})
    void anUnchangedValueStoredOutOfLineComesFromTheOldRow(String type) throws Exception {
        createTableWithLongValue(type);
        database.execute("ALTER TABLE t REPLICA IDENTITY FULL");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET n = n + 1");

            Change change = logged.change();
            String record = change.row().record().toString();
            assertThat(record).hasSizeGreaterThan(5000);
            logged.assertEqualToJsonb("t", Map.of("1", record));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "jsonb", "text[]"})
    void anUnchangedValueStoredOutOfLineIsAGapWithoutTheOldRow(String type) throws Exception {
        createTableWithLongValue(type);
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET n = n + 1", "UPDATE t SET id = 2");

            List<Change> changes = logged.changes();
            assertThat(changes)
                    .extracting(change -> change.row().record().toString())
                    .containsExactly(
                            "{\"id\":1,\"n\":2,\"w\":\"short\"}",
                            "{\"id\":2,\"n\":2,\"w\":\"short\"}");
            assertThat(changes)
                    .extracting(change -> change.row().gaps())
                    .containsOnly(Gaps.of(List.of("v")));
            assertThat(changes).extracting(Change::changes).containsOnly(Optional.empty());
        }
    }

    @Test
    void fullTellsTheFormerValuesOfWhatAnUpdateChanges() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, n numeric, long text, short text,"
                        + " at timestamptz, j jsonb)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t VALUES (1, 1.5, "
                        + LONG_TEXT
                        + ", NULL, '2026-01-01 00:00Z', '{}')");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "UPDATE t SET n = 1.50, short = 'x'",
                    "UPDATE t SET at = NULL, j = '{\"a\": 1}'",
                    "UPDATE t SET n = n",
                    "UPDATE t SET long = 'x'");

            List<Change> changes = logged.changes();
            assertThat(changes.subList(0, 3))
                    .extracting(change -> change.changes().orElseThrow().toString())
                    .containsExactly(
                            "{\"n\":1.5,\"short\":null}",
                            "{\"at\":\"2026-01-01T00:00:00+00:00\",\"j\":{}}",
                            "{}");
            assertThat(changes.get(3).changes().orElseThrow().toString())
                    .hasSizeGreaterThan(5000)
                    .startsWith("{\"long\":\"\\\\x");
        }
    }

    @Test
    void generatedColumnsAreAmongTheFormerValuesWhereTheyChanged() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer,"
                        + " sum integer GENERATED ALWAYS AS (a + b) STORED,"
                        + " b2 integer GENERATED ALWAYS AS (b * 2) STORED)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t VALUES (1, 2, 3)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "UPDATE t SET a = 3", "UPDATE t SET a = 2, b = 4", "UPDATE t SET a = a");

            assertThat(logged.changes())
                    .extracting(change -> change.changes().orElseThrow().toString())
                    .containsExactly("{\"a\":2,\"sum\":5}", "{\"a\":3,\"b\":3,\"b2\":6}", "{}");
        }
    }

    @Test
    void whatIsGeneratedOfAnUnknownValueIsUnknownToo() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, title text, body text,"
                        + " size integer GENERATED ALWAYS AS (length(body)) STORED,"
                        + " whole text GENERATED ALWAYS AS (title || body) STORED,"
                        + " loud text GENERATED ALWAYS AS (upper(title)) STORED)",
                "INSERT INTO t VALUES (1, 'a', " + LONG_TEXT + ")");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET title = 'b'", "UPDATE t SET body = 'short'");

            List<Change> changes = logged.changes();
            RowImage row = changes.get(0).row();
            assertThat(row.record()).hasToString("{\"id\":1,\"title\":\"b\",\"loud\":\"B\"}");
            assertThat(row.gaps())
                    .isEqualTo(
                            Gaps.of(
                                    List.of("body", "size", "whole"),
                                    List.of(new Gaps.Computed("whole", List.of("title")))));
            logged.assertEqualToJsonb("t", Map.of("1", changes.get(1).row().record().toString()));
        }
    }

    @Test
    void aRowOfNothingButItsKeyHasNoGaps() throws Exception {
        database.execute("CREATE TABLE t (a integer, b text, PRIMARY KEY (a, b))");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1, 'x')", "DELETE FROM t");

            RowImage deleted = logged.changes().get(1).row();
            assertThat(deleted.record()).hasToString("{\"a\":1,\"b\":\"x\"}");
            assertThat(deleted.gaps()).isEqualTo(Gaps.NONE);
        }
    }

    @Test
    void aChangedValueStoredOutOfLineIsLogged() throws Exception {
        createTableWithLongValue("text");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET v = v || 'more'");

            logged.assertRecordsEqualToJsonb("t");
        }
    }

    @Test
    void anUnchangedKeyStoredOutOfLineIsInTheOldKey() throws Exception {
        database.execute(
                "CREATE TABLE t (id text PRIMARY KEY, n integer)",
                "ALTER TABLE t ALTER id SET STORAGE EXTERNAL",
                "ALTER TABLE t SET (toast_tuple_target = 128)",
                "INSERT INTO t VALUES (repeat('long', 500), 1)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET n = n + 1");

            Change change = logged.change();
            assertThat(change.keyChanged()).isFalse();
            assertThat(change.row().key().id()).isEqualTo("long".repeat(500));
            logged.assertEqualToJsonb(
                    "t", Map.of("long".repeat(500), change.row().record().toString()));
        }
    }

    @Test
    void theServerComputesAGeneratedKeyAndOldRows() throws Exception {
        database.execute(
                "CREATE TABLE t (a integer, b integer,"
                        + " id integer GENERATED ALWAYS AS (a * 10 + b) STORED PRIMARY KEY)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "INSERT INTO t VALUES (1, 2)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("UPDATE t SET a = 0, b = 12", "UPDATE t SET b = 13", "DELETE FROM t");

            List<Change> changes = logged.changes();
            assertThat(changes).extracting(Change::keyChanged).containsExactly(false, true, false);
            assertThat(changes)
                    .extracting(change -> change.row().key().id())
                    .containsExactly("12", "13", "13");
            assertThat(changes.get(1).before().orElseThrow().record())
                    .hasToString("{\"a\":0,\"b\":12,\"id\":12}");
        }
    }

    @Test
    void aGeneratedKeyIsUnknownWhereTheOldRowIsNotWhole() throws Exception {
        database.execute(
                "CREATE TABLE t (a integer, id integer GENERATED ALWAYS AS (a * 10) STORED"
                        + " PRIMARY KEY)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1)");
            assertThat(logged.change().row().key().id()).isEqualTo("10");
            database.execute("DELETE FROM t");

            assertThatThrownBy(logged::changes)
                    .isInstanceOf(UnreadableChangeException.class)
                    .hasMessageStartingWith("The value of the column 'id' of public.t is unknown");
        }
    }

    @Test
    void keysAreTheTextOfWhatTheRecordHas() throws Exception {
        database.execute(
                """
                CREATE TABLE t (
                  b boolean, f double precision, at timestamptz, n numeric, q text, u uuid, d date,
                  PRIMARY KEY (b, f, at, n, q, u, d))
                """);
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    """
                    INSERT INTO t VALUES (true, 1e23, '2026-01-02 03:04:05+05', 1.50, 'a "b" \\ ,',
                      '123e4567-e89b-12d3-a456-426614174000', 'infinity')
                    """);

            String expected =
                    database.value(
                            """
                            SELECT string_agg(
                                     replace(replace(value, '\\', '\\\\'), ',', '\\,'), ','
                                     ORDER BY place)
                              FROM t, jsonb_each_text(to_jsonb(t)) AS e (name, value)
                              JOIN (VALUES ('b', 1), ('f', 2), ('at', 3), ('n', 4), ('q', 5),
                                      ('u', 6), ('d', 7)) AS p (name, place) USING (name)
                            """);
            assertThat(logged.change().row().key().id()).isEqualTo(expected);
        }
    }

    private void createTableWithLongValue(String type) throws Exception {
        String value =
                switch (type) {
                    case "jsonb", "json" -> "to_jsonb(" + LONG_TEXT + ")::" + type;
                    case "text[]" -> "ARRAY['a b', NULL, " + LONG_TEXT + "]";
                    case "bytea" -> "convert_to(" + LONG_TEXT + ", 'UTF8')";
                    default -> LONG_TEXT;
                };
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY, n integer, v " + type + ", w text)",
                "INSERT INTO t VALUES (1, 1, " + value + ", 'short')");
    }
}
