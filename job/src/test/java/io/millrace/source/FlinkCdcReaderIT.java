package io.millrace.source;

import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.awaitility.Awaitility.await;

import io.millrace.pipeline.LocalRun;
import io.millrace.testing.TestDatabase;
import io.millrace.testing.TestPipeline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkCdcReaderIT {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path stateRoot;
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
    void everyTypeEqualsToJsonbInSnapshotAndStream() throws Exception {
        database.execute(
                "CREATE TYPE size AS ENUM ('small', 'large')",
                """
                CREATE TABLE t (
                  id text PRIMARY KEY, b boolean, i2 smallint, i4 integer, i8 bigint, f4 real,
                  f8 double precision, n numeric, n2 numeric(10,2), v varchar(20), c char(5),
                  u uuid, j json, jb jsonb, by bytea, d date, ts timestamp, tstz timestamptz,
                  e size, dropped text, ab boolean[], ai integer[], al bigint[], af double precision[],
                  an numeric[], at text[], au uuid[], ad date[], aj jsonb[])
                """,
                "ALTER TABLE t DROP COLUMN dropped",
                "ALTER TABLE t REPLICA IDENTITY FULL");
        String values =
                """
                INSERT INTO t VALUES
                ('%1$s "quoted", \\ / ключ 🍵', true, -32768, 2147483647, 9223372036854775807, 1.1e10,
                 1e23, 12345678901234567890.123456789, 1.50, E'line\\nbreak\\t\\u0001', 'ab',
                 '123e4567-e89b-12d3-a456-426614174000', '{"b": 1, "a": [1.0, null]}', '{"z": {"y": 1e400}}',
                 '\\x00ff10', '2026-02-28', '2026-01-02 03:04:05.678', '2026-01-02 03:04:05.000100+05',
                 'large', '{t,f,NULL}', '{1,NULL,-3}', '{9223372036854775807}', '{1.5,NaN,-Infinity}',
                 '{1.10,NaN}', '{"a,b","q\\"q",NULL,"NULL","",back\\\\slash,"{x}"}',
                 '{123e4567-e89b-12d3-a456-426614174000}', '{2026-01-01,infinity}', ARRAY['{"a": "b,c"}'::jsonb]),
                ('%1$s extremes', false, 0, 0, 0, 'NaN', '-Infinity', 'NaN', -0.01, '', '',
                 NULL, 'null', '"text"', '', 'infinity', '-infinity', 'infinity',
                 'small', '{}', '{{1,2},{3,4}}', '[3:4]={7,8}', '{5e-324,0.1}', '{}', '{}', '{}', '{}', '{}'),
                ('%1$s distant', NULL, 1, 1, 1, 3.4028235e38, 2.2250738585072014e-308, 1e-20, 0.00, 'x', 'x',
                 NULL, '0', '0', '\\x61', '0044-03-15 BC', '0044-03-15 12:00:00 BC', '12026-01-01 00:00:00.123456Z',
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
                """;
        String nulls = "INSERT INTO t (id) VALUES ('%s nulls')";
        database.execute(values.formatted("read"), nulls.formatted("read"));
        TestPipeline pipeline = new TestPipeline(database, "public.t", stateRoot);
        try (LocalRun run = pipeline.start()) {
            await().atMost(ARRIVAL)
                    .untilAsserted(
                            () ->
                                    assertSameDocuments(
                                            pipeline.index().documents(),
                                            database.documents("t", "id")));
            database.execute(
                    values.formatted("streamed"), "UPDATE t SET i4 = 7 WHERE id LIKE 'read%'");
            await().atMost(ARRIVAL)
                    .untilAsserted(
                            () ->
                                    assertSameDocuments(
                                            pipeline.index().documents(),
                                            database.documents("t", "id")));
        }
    }
}
