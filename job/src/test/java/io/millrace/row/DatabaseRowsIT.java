package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows as they are read again, from a real server. */
class DatabaseRowsIT {
    private static final TableName TABLE = new TableName("public", "t");

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
    void aRowIsReadAsToJsonbSaysInUtc() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, t text, at timestamptz, f float8, b bytea,"
                        + " span interval, period tstzrange)",
                "INSERT INTO t VALUES (1, 'x', '2026-07-01 12:00+02', 0.1::float8 + 0.2, '\\xff',"
                        + " '1 mon 2 days', '[2026-01-01 00:00+05,)')");
        try (DatabaseRows rows = rows()) {
            assertThat(read(rows, "1").orElseThrow().record())
                    .hasToString(
                            "{\"b\": \"\\\\xff\", \"f\": 0.30000000000000004, \"t\": \"x\", \"at\":"
                                    + " \"2026-07-01T10:00:00+00:00\", \"id\": 1, \"span\": \"1 mon"
                                    + " 2 days\", \"period\": \"[\\\"2025-12-31 19:00:00+00\\\",)\"}");
            assertThat(read(rows, "3")).isEmpty();
        }
    }

    /** The keys are those that {@code source.wal.row.KeyReader} makes of such values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer | 7 | 7",
                "text | 'a,b\\c''\"' | a,b\\c'\"",
                "text | '' | ``",
                "varchar(5) | 'é' | é",
                "char(4) | 'x' | `x   `",
                "uuid | '123E4567-e89b-12d3-a456-426614174000' | 123e4567-e89b-12d3-a456-426614174000",
                "boolean | true | true",
                "numeric | 1.50 | 1.50",
                "float8 | 1e23 | 100000000000000000000000",
                "float8 | 'NaN' | NaN",
                "date | '2026-01-02' | 2026-01-02",
                "timestamp | '2026-01-02 03:04:05.5' | 2026-01-02T03:04:05.5",
                "timestamptz | '2026-01-02 03:04:05+05' | 2026-01-01T22:04:05+00:00",
                "timestamptz | 'infinity' | infinity",
                "interval | '1 day 02:00' | 1 day 02:00:00",
                "bytea | '\\x00ff' | \\x00ff",
                "inet | '10.0.0.1/8' | 10.0.0.1/8",
                "mood | 'ok' | ok",
                "positive | 5 | 5",
                "int4range | '[1,5)' | [1,5)",
                "integer[] | '{1,NULL,2}' | [1,null,2]",
                "text[] | '{\"a b\",c}' | [\"a b\",\"c\"]",
                "jsonb | '{\"a\": 1}' | {\"a\": 1}",
                "jsonb | '\"text\"' | text",
            })
    void rowsAreFoundByKeysOfAnyType(String type, String value, String id) throws Exception {
        database.execute(
                "CREATE TYPE mood AS ENUM ('ok', 'bad')",
                "CREATE DOMAIN positive AS integer CHECK (value > 0)",
                "CREATE TABLE t (id " + type + " PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (" + value + ", 'found')");
        try (DatabaseRows rows = rows()) {
            assertThat(read(rows, id).orElseThrow().record().toString())
                    .contains("\"v\": \"found\"");
        }
    }

    @Test
    void keysOfSeveralColumnsAreTakenApart() throws Exception {
        database.execute(
                "CREATE TABLE \"T\" (\"a b\" text, n int, v text, PRIMARY KEY (n, \"a b\"))",
                "INSERT INTO \"T\" VALUES ('x,y\\', 1, 'found'), ('x', 1, 'other')");
        TableName table = new TableName("public", "T");
        try (DatabaseRows rows = new DatabaseRows(database.source(), List.of(table(table)))) {
            RowKey key = RowKey.of(table, List.of("1", "x,y\\"));
            assertThat(rows.read(key, transaction()).orElseThrow().record())
                    .hasToString("{\"n\": 1, \"v\": \"found\", \"a b\": \"x,y\\\\\"}");
        }
    }

    @Test
    void theSnapshotTellsWhatTheRowShows() throws Exception {
        createTable();
        try (Connection other = database.connect();
                Statement statement = other.createStatement();
                DatabaseRows rows = rows()) {
            long before = transaction();
            other.setAutoCommit(false);
            statement.execute("UPDATE t SET v = 'not yet'");
            long open =
                    Long.parseLong(
                            database.value(
                                    "SELECT max(backend_xid::text::bigint) FROM pg_stat_activity"));

            ReadRow row = read(rows, "1").orElseThrow();
            assertThat(row.record()).hasToString("{\"v\": \"old\", \"id\": 1}");
            assertThat(row.snapshot().shows(before)).isTrue();
            assertThat(row.snapshot().shows(open)).isFalse();

            other.commit();
            row = read(rows, "1").orElseThrow();
            assertThat(row.record()).hasToString("{\"v\": \"not yet\", \"id\": 1}");
            assertThat(row.snapshot().shows(open)).isTrue();
        }
    }

    @Test
    void aTransactionThatIsNotVisibleYetIsWaitedFor() throws Exception {
        createTable();
        try (Connection other = database.connect();
                Statement statement = other.createStatement();
                DatabaseRows rows = rows()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE t SET v = 'new'");
            long open =
                    Long.parseLong(
                            database.value(
                                    "SELECT max(backend_xid::text::bigint) FROM pg_stat_activity"));

            CompletableFuture<Optional<ReadRow>> read =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return rows.read(new RowKey(TABLE, "1"), open);
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            await().until(
                            () ->
                                    database.value(
                                                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%to_jsonb(t.*)%' AND datname = current_database() AND pid <> pg_backend_pid()")
                                            .equals("1"));
            assertThat(read).isNotDone();
            other.commit();
            assertThat(read.get().orElseThrow().record())
                    .hasToString("{\"v\": \"new\", \"id\": 1}");
        }
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        createTable();
        try (DatabaseRows rows = rows()) {
            assertThat(read(rows, "1")).isPresent();
            database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE"
                            + " '%to_jsonb(t.*)%' AND pid <> pg_backend_pid()");
            assertThat(read(rows, "1")).isPresent();
        }
    }

    @Test
    void aTableThatIsGoneHasNoRows() throws Exception {
        createTable();
        try (DatabaseRows rows = rows()) {
            database.execute("DROP TABLE t");
            assertThat(read(rows, "1")).isEmpty();
        }
    }

    @Test
    void whatWouldNotPassFailsAtOnce() throws Exception {
        createTable();
        try (DatabaseRows rows = rows()) {
            assertThatThrownBy(() -> read(rows, "no number"))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Cannot read the row public.t/no number again: ERROR: invalid input"
                                    + " syntax for type integer: \"no number\"\n"
                                    + "  Where: unnamed portal parameter $1 = '...'");
            assertThat(read(rows, "1")).isPresent();
        }
    }

    private void createTable() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'old')");
    }

    private DatabaseRows rows() throws Exception {
        return new DatabaseRows(database.source(), List.of(table(TABLE)));
    }

    private Table table(TableName name) throws Exception {
        return new Catalog(database.connection()).table(name).orElseThrow();
    }

    private Optional<ReadRow> read(DatabaseRows rows, String id) throws Exception {
        return rows.read(new RowKey(TABLE, id), transaction());
    }

    /** One that has just committed. */
    private long transaction() throws Exception {
        return Long.parseLong(database.value("SELECT pg_current_xact_id()"));
    }
}
