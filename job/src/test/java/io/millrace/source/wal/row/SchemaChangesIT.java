package io.millrace.source.wal.row;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Truncate;
import io.millrace.source.wal.row.LoggedTables.Change;
import io.millrace.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that are altered between one change and the next. */
class SchemaChangesIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    /** Read behind, all at once; and what each row was when it was written is the oracle. */
    @Test
    void everyChangeIsReadByTheSchemaOfItsTime() throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text, d date)");
        Map<String, String> expected = new TreeMap<>();
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            String[] alterations = {
                "ALTER TABLE t ADD COLUMN added timestamptz DEFAULT '2026-01-01'",
                "ALTER TABLE t RENAME COLUMN v TO \"re \"\"named\"",
                "ALTER TABLE t DROP COLUMN d",
                "ALTER TABLE t ADD COLUMN d numeric DEFAULT 1.50",
                "ALTER TABLE t ALTER COLUMN d DROP DEFAULT",
                "ALTER TABLE t ALTER COLUMN d TYPE text[] USING ARRAY[d::text]",
                "ALTER TABLE t ALTER COLUMN id TYPE bigint",
                "CREATE TYPE mood AS ENUM ('fine', 'so so')",
                "ALTER TABLE t ADD COLUMN m mood[] DEFAULT '{fine,\"so so\"}'",
                "ALTER TYPE mood ADD VALUE 'new'",
                "CREATE TYPE pair AS (a integer, b integer)",
                "ALTER TABLE t ADD COLUMN p pair DEFAULT ROW(1, 2)",
                "ALTER TABLE t REPLICA IDENTITY FULL",
            };
            for (int i = 0; i <= alterations.length; i++) {
                database.execute("INSERT INTO t (id) VALUES (" + i + ")");
                expected.putAll(row(i));
                if (i < alterations.length) {
                    database.execute(alterations[i]);
                }
            }

            Map<String, String> records = new TreeMap<>();
            for (Change change : logged.changes()) {
                records.put(change.row().key().id(), change.row().record().toString());
            }
            assertSameDocuments(records, expected);
        }
    }

    @Test
    void changesAreReadRightAsTheyCome() throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            for (String alteration :
                    List.of(
                            "ALTER TABLE t ADD COLUMN n numeric DEFAULT 'NaN'",
                            "ALTER TABLE t ADD COLUMN g text GENERATED ALWAYS AS (v || '!') STORED",
                            "ALTER TABLE t RENAME COLUMN v TO w",
                            "ALTER TABLE t ALTER COLUMN n TYPE text",
                            "ALTER TABLE t DROP COLUMN w CASCADE")) {
                database.execute("INSERT INTO t (id) SELECT coalesce(max(id), 0) + 1 FROM t");
                logged.assertRecordsEqualToJsonb("t");
                database.execute(
                        alteration, "INSERT INTO t (id) SELECT coalesce(max(id), 0) + 1 FROM t");
                logged.assertRecordsEqualToJsonb("t");
            }
        }
    }

    @Test
    void aTypeThatIsAlteredWithoutWordOfItIsReadAgain() throws Exception {
        database.execute(
                "CREATE TYPE pair AS (a integer, b text)",
                "CREATE TABLE t (id integer PRIMARY KEY, p pair, l pair[])");
        String insert = "INSERT INTO t SELECT %d, r.p, ARRAY[r.p] FROM (SELECT %s::pair AS p) r";
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(insert.formatted(1, "ROW(1, 'x')"));
            logged.assertRecordsEqualToJsonb("t");

            database.execute(
                    "ALTER TYPE pair ADD ATTRIBUTE c timestamptz",
                    insert.formatted(2, "ROW(1, 'x', '2026-01-01')"));
            logged.assertRecordsEqualToJsonb("t");

            database.execute(
                    "ALTER TYPE pair RENAME ATTRIBUTE a TO \"re named\"",
                    insert.formatted(3, "ROW(1, 'x', '2026-01-01')"));
            logged.assertRecordsEqualToJsonb("t");

            database.transaction(
                    "ALTER TYPE pair RENAME ATTRIBUTE b TO bb",
                    insert.formatted(4, "ROW(1, 'x', '2026-01-01')"));
            logged.assertRecordsEqualToJsonb("t");

            database.execute(
                    "ALTER TYPE pair RENAME ATTRIBUTE \"re named\" TO a",
                    "ALTER TYPE pair DROP ATTRIBUTE a",
                    insert.formatted(5, "ROW('x', now())"));
            logged.assertRecordsEqualToJsonb("t");
        }
    }

    @Test
    void aTableThatIsRenamedIsNoLongerOurs() throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1, 'old')");
            assertThat(logged.changes()).hasSize(1);

            database.execute(
                    "ALTER TABLE t RENAME TO former",
                    "INSERT INTO former VALUES (2, 'former')",
                    "CREATE TABLE t (v integer, id text PRIMARY KEY)",
                    "ALTER PUBLICATION logged ADD TABLE t",
                    "INSERT INTO t VALUES (3, 'new')",
                    "INSERT INTO former VALUES (4, 'former')");

            List<Change> changes = logged.changes();
            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).row().record()).hasToString("{\"v\":3,\"id\":\"new\"}");
        }
    }

    @Test
    void aTableThatHasItsNameBackIsOursThroughout() throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.transaction(
                    "INSERT INTO t VALUES (1, 'before')",
                    "ALTER TABLE t RENAME TO other",
                    "INSERT INTO other VALUES (2, 'meanwhile')",
                    "ALTER TABLE other RENAME TO t",
                    "INSERT INTO t VALUES (3, 'after')");

            assertThat(logged.changes())
                    .extracting(change -> change.row().key().toString())
                    .containsExactly("public.t/1", "public.t/2", "public.t/3");
        }
    }

    /** The log does not say that the root of partitions has another name than at first. */
    @Test
    void aPartitionedTableThatGetsItsNameIsOurs() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY) PARTITION BY HASH (id)",
                "CREATE TABLE leaf PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.transaction(
                    "ALTER TABLE t RENAME TO other",
                    "INSERT INTO other VALUES (1)",
                    "ALTER TABLE other RENAME TO t",
                    "INSERT INTO t VALUES (2)");

            assertThat(logged.changes())
                    .extracting(change -> change.row().key().toString())
                    .containsExactly("public.t/1", "public.t/2");
        }
    }

    @Test
    void aTableThatIsMadeAnewIsReadByItsNewColumns() throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "INSERT INTO t VALUES (1, 'old')",
                    "DROP TABLE t",
                    "CREATE TABLE t (v integer[], id text PRIMARY KEY)",
                    "ALTER PUBLICATION logged ADD TABLE t",
                    "INSERT INTO t VALUES ('{1}', 'new')");

            assertThat(logged.changes())
                    .extracting(change -> change.row().record().toString())
                    .containsExactly("{\"id\":1,\"v\":\"old\"}", "{\"v\":[1],\"id\":\"new\"}");
        }
    }

    @Test
    void aTableWithoutItsKeyIsRefused() throws Exception {
        database.execute("CREATE TABLE t (id integer PRIMARY KEY, v text)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "ALTER TABLE t RENAME COLUMN id TO number", "INSERT INTO t VALUES (1, 'x')");

            assertThatThrownBy(logged::changes)
                    .isInstanceOf(UnreadableChangeException.class)
                    .hasMessage(
                            "The primary key's column 'id' is no longer in public.t. Restart the"
                                    + " pipeline with --fresh after its key has changed");
        }
    }

    @Test
    void aTypeThatWasDroppedIsKnownStillIfItWasSeen() throws Exception {
        createTableWithMood();
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1, '{\"so so\"}')");
            assertThat(logged.changes()).hasSize(1);
            database.execute(
                    "INSERT INTO t VALUES (2, '{\"so so\"}')",
                    "ALTER TABLE t DROP COLUMN m",
                    "DROP TYPE mood",
                    "INSERT INTO t VALUES (3)");

            assertThat(logged.changes())
                    .extracting(change -> change.row().record().toString())
                    .containsExactly("{\"id\":2,\"m\":[\"so so\"]}", "{\"id\":3}");
        }
    }

    @Test
    void aTypeThatWasDroppedBeforeItWasSeenCannotBeRead() throws Exception {
        createTableWithMood();
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (1, NULL)", "INSERT INTO t VALUES (2, '{}')");
            String type = database.value("SELECT 'mood[]'::regtype::oid");
            database.execute("ALTER TABLE t DROP COLUMN m", "DROP TYPE mood");

            assertThatThrownBy(logged::changes)
                    .isInstanceOf(UnreadableChangeException.class)
                    .hasMessage(
                            "The value of the column 'm' of public.t cannot be read: its type,"
                                    + " which had the oid "
                                    + type
                                    + ", has been dropped");
        }
    }

    @Test
    void anExpressionThatTheServerCanNoLongerComputeIsTold() throws Exception {
        database.execute(
                "CREATE FUNCTION next(integer) RETURNS integer IMMUTABLE LANGUAGE plpgsql"
                        + " AS 'BEGIN RETURN $1 + 1; END'",
                "CREATE TABLE t (id integer PRIMARY KEY,"
                        + " g integer GENERATED ALWAYS AS (next(id)) STORED)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "INSERT INTO t VALUES (1)",
                    "CREATE OR REPLACE FUNCTION next(integer) RETURNS integer IMMUTABLE LANGUAGE"
                            + " plpgsql AS 'BEGIN RETURN $1 / 0; END'");

            assertThatThrownBy(logged::changes)
                    .isInstanceOf(UnreadableChangeException.class)
                    .hasMessageStartingWith(
                            "The server cannot compute the generated columns [g] of public.t any"
                                    + " more: ERROR: division by zero");
        }
    }

    @Test
    void partitionsAreReadAsTheirRoot() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer, v text, at date NOT NULL, x text,"
                        + " g integer GENERATED ALWAYS AS (id * 2) STORED, PRIMARY KEY (id, at))"
                        + " PARTITION BY RANGE (at)",
                "CREATE TABLE t_2025 PARTITION OF t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                // Its columns stand in another order, and one has gone.
                "CREATE TABLE t_2026 (gone text, x text, at date NOT NULL, v text,"
                        + " id integer NOT NULL, g integer GENERATED ALWAYS AS (id * 2) STORED)",
                "ALTER TABLE t_2026 DROP COLUMN gone",
                "ALTER TABLE t ATTACH PARTITION t_2026"
                        + " FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "INSERT INTO t VALUES (1, 'a', '2025-05-05', 'x'), (2, 'b', '2026-05-05', 'y')");
            Map<String, String> records = new TreeMap<>();
            for (Change change : logged.changes()) {
                String key = change.row().key().id();
                records.put(key.substring(0, key.indexOf(',')), change.row().record().toString());
            }
            assertThat(records).hasSize(2);
            logged.assertEqualToJsonb("t", records);

            // It goes to the other partition.
            database.execute("UPDATE t SET at = '2026-01-01' WHERE id = 1");
            assertThat(logged.changes())
                    .extracting(change -> change.action() + " " + change.row().key())
                    .containsExactly(
                            "DELETE public.t/1,2025-05-05", "INSERT public.t/1,2026-01-01");
        }
    }

    @Test
    void aTruncateNamesItsTablesAfterTheirDescription() throws Exception {
        database.execute(
                "CREATE TABLE t (id integer PRIMARY KEY)",
                "CREATE TABLE u (id serial PRIMARY KEY, t integer REFERENCES t)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t", "u")) {
            database.execute("TRUNCATE t RESTART IDENTITY CASCADE");

            List<Object> messages =
                    logged.messages().stream()
                            .filter(m -> m instanceof Truncate || m instanceof Relation)
                            .map(m -> m instanceof Relation r ? (Object) r.id() : m)
                            .toList();
            assertThat(messages).hasSize(3);
            assertThat(messages.get(2))
                    .isEqualTo(
                            new Truncate(
                                    List.of((Long) messages.get(0), (Long) messages.get(1)),
                                    true,
                                    true));
        }
    }

    private void createTableWithMood() throws Exception {
        database.execute(
                "CREATE TYPE mood AS ENUM ('fine', 'so so')",
                "CREATE TABLE t (id integer PRIMARY KEY, m mood[])");
    }

    private Map<String, String> row(int id) throws Exception {
        database.execute("SET TIME ZONE 'UTC'");
        return Map.of(
                String.valueOf(id),
                database.value("SELECT to_jsonb(t)::text FROM t WHERE id = " + id));
    }
}
