package io.millrace.source.wal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backfill.DrivenChunks;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.testing.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row that a backfill reads, beside what the log tells of it. */
class BackfilledRowsIT {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE EXTENSION hstore",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE TYPE pair AS (a int, \"B\" text)",
                "CREATE TYPE weight AS (w float8, j json)",
                "CREATE DOMAIN score AS numeric(5,2)",
                "CREATE DOMAIN ratio AS float4");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void hasTheTextThatTheLogHas() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, \"q\"\"\\\" text, b boolean, n numeric, m"
                        + " numeric[], d date, ts timestamp, tz timestamptz[], i interval, y bytea,"
                        + " u uuid, e mood[], p pair, r int4range, jb jsonb, s score, v varchar(9),"
                        + " c char(5), x xml, t time)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "INSERT INTO t (id) VALUES (1)",
                    "INSERT INTO t VALUES (2, E'a\"\\\\\\n\\t\\x01ключ', true, 'NaN', '{{1.50,NULL}}',"
                            + " 'infinity', '0044-03-15 01:02:03.4 BC', '{2026-01-01 01:00+02}',"
                            + " '1 mon -2 days', '\\x00ff', md5('u')::uuid, '{sad,ok}', (1,'x y'),"
                            + " '[1,5)', '{\"a\": [1, 2.50]}', 1.5, 'v', 'c', '<a b=\"c\"/>',"
                            + " '12:00')");
            assertThat(read()).isEqualTo(logged(logged));
        }
    }

    @Test
    void equalsToJsonbWhereJsonItselfWouldNot() throws Exception {
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, f float8, r ratio[], j json, w weight, h"
                        + " hstore, g int GENERATED ALWAYS AS (id * 2) STORED)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute(
                    "INSERT INTO t VALUES (1, 1e300, '{1e-20,-0,NaN}', E'{\"a\":1,\\n\"a\" : 2}',"
                            + " (1e30, '[1,\n2]'), 'k=>v')",
                    "INSERT INTO t VALUES (2, '-Infinity', '{}', '\"x\\\\ny\"', NULL, '')");
            Map<String, String> read = read();
            assertThat(read).hasSize(2);
            assertThat(read.values()).noneMatch(record -> record.contains("\n"));
            logged.assertEqualToJsonb("t", read);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "float8; '1e300' | '-0' | '0.1' | 'NaN' | '-Infinity'",
                "float4[]; '{1e30,2}' | '{NULL,-0}'",
                "int[]; '{1,2}' | '{}'",
                "text[]; '{\"a b\",\"c\\\"d\"}'",
                "jsonb; '{\"a\": [1, 2]}' | '\"s\"' | '1.50'",
                "pair; '(1,\"a b\")'",
                "timestamptz; '2026-01-01 00:00:00.5+02' | 'infinity'",
                "bytea; '\\x00ff' | ''",
                "numeric(9,3); '1.5' | '-0'",
                "boolean; 't' | 'f'",
                "char(4); 'a' | 'a b'",
                "text; 'a\"b\\c' | ''",
                "interval; '1 day' | '25:00'",
                "int4range; '[1,4]' | 'empty'",
                "score; '1.5'",
                "bit(3); '101'",
                "inet; '10.0.0.1' | '10.0.0.0/8'",
                "name; 'n'",
            })
    void hasTheKeyThatTheLogHas(String type, String values) throws Exception {
        database.execute("CREATE TABLE t (id " + type + " PRIMARY KEY)");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "t")) {
            database.execute("INSERT INTO t VALUES (" + values.replace(" | ", "), (") + ")");
            assertThat(read().keySet()).isEqualTo(logged(logged).keySet());
        }
    }

    private Map<String, String> read() throws Exception {
        Table table =
                new Catalog(database.connection()).table(TableName.parse("public.t")).orElseThrow();
        Map<String, String> records = new TreeMap<>();
        for (RowChange change : DrivenChunks.readAll(database.source(), table, 1)) {
            assertThat(records.put(change.key().id(), change.record().toString())).isNull();
        }
        return records;
    }

    private static Map<String, String> logged(LoggedTables logged) throws Exception {
        Map<String, String> records = new TreeMap<>();
        for (LoggedTables.Change change : logged.changes()) {
            records.put(change.row().key().id(), change.row().record().toString());
        }
        assertThat(records).isNotEmpty();
        return records;
    }
}
