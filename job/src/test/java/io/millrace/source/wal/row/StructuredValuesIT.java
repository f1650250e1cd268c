package io.millrace.source.wal.row;

import io.millrace.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays, ranges, enums, domains and composites, against {@code to_jsonb}. */
class StructuredValuesIT {
    private TestDatabase database;
    private ValueTables values;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
        values = new ValueTables(database);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boolean; t; f",
                "smallint; 1; -2",
                "bigint; 9223372036854775807; 0",
                "numeric; 1.10; NaN",
                "real; 1e-45; -0",
                "double precision; 1e23; -Infinity",
                "text; \"a,b;c\"; \"q\\\"q \\\\ {x} (y)\"",
                "varchar(5); NULLS; \"NULL\"",
                "char(3); a; \"\"",
                "\"char\"; a; b",
                "name; a; b",
                "uuid; 123e4567-e89b-12d3-a456-426614174000; 00000000-0000-0000-0000-000000000000",
                "date; infinity; \"0044-03-15 BC\"",
                "time; 12:00; 24:00",
                "timetz; 12:00+01; 00:00+00",
                "timestamp; \"2026-01-02 03:04:05.5\"; -infinity",
                "timestamptz; \"2026-01-02 03:04:05.5+05\"; \"0044-03-15 12:00:00 BC\"",
                "interval; \"1 day\"; \"-1 mons +02:00:00\"",
                "inet; 10.0.0.1/8; ::1",
                "money; \"$1,234.50\"; -5",
                "bit(3); 101; 000",
                "varbit; 1; \"\"",
                "point; \"(1,2)\"; \"(-0,1e300)\"",
                "int4range; \"[1,5)\"; empty",
                "int4multirange; \"{[1,5),[7,9)}\"; {}",
                "tstzrange; \"[2026-01-01,)\"; empty",
                "tsvector; \"a:1 b\"; \"'q''q'\"",
                "oid; 1; 4294967295",
                "regtype; integer; text[]",
                "xml; <a/>; \"\""
            })
    void arrays(String typeAndElements) throws Exception {
        String[] parts = typeAndElements.split("; ");
        String a = parts[1];
        String b = parts[2].replace("{}", "\"{}\"");
        values.assertExact(
                parts[0] + "[]",
                "{}",
                "{" + a + "}",
                "{NULL," + a + ",null," + b + "}",
                "{{" + a + "," + b + "},{NULL," + b + "}}",
                "{{{" + a + "},{" + b + "}},{{" + b + "},{" + a + "}}}",
                "[3:4]={" + a + "," + b + "}",
                "[-1:0][2:3]={{" + a + "," + b + "},{" + b + ",NULL}}");
    }

    @Test
    void boxesHaveADelimiterOfTheirOwn() throws Exception {
        values.assertExact(
                "box[]", "{}", "{(1,2),(3,4);(5,6),(7,8);NULL}", "{{(1,2),(3,4)};{(0,0),(1,1)}}");
    }

    @Test
    void vectorsOfTheCatalog() throws Exception {
        values.assertExact("int2vector", "", "1", "1 -2 3");
        values.assertExact("oidvector", "", "1", "1 4294967295 3");
        values.assertExact("int2vector[]", "{\"1 2\",NULL,\"\"}");
    }

    @Test
    void ranges() throws Exception {
        values.assertExact("int4range", "empty", "[1,5)", "(,)", "[1,)");
        values.assertExact("int8range", "[-9223372036854775808,5)");
        values.assertExact("numrange", "[1.10,2.50]", "(NaN,NaN]", "(-Infinity,Infinity)");
        values.assertExact("daterange", "[2026-01-01,infinity)", "[\"0044-03-15 BC\",2026-01-01)");
        values.assertExact("tsrange", "[\"2026-01-01 00:00:00.5\",infinity]", "(,)");
        values.assertExact("tstzrange", "[\"2026-01-01 00:00:00+05\",\"2026-01-02 00:00:00\")");
        values.assertExact("int4multirange", "{}", "{[1,5),[7,9)}");
        values.assertExact("tstzmultirange", "{[2026-01-01,2026-02-01),[2026-03-01,)}");
        database.execute("CREATE TYPE textrange AS RANGE (subtype = text)");
        values.assertExact("textrange", "[\"a \\\"q\\\" , \\\\\",z)");
        values.assertExact("textmultirange", "{[a,b),[\"c,d\",e)}");
        values.assertExact("textrange[]", "{\"[a,b)\",NULL,empty}");
    }

    @Test
    void enums() throws Exception {
        database.execute("CREATE TYPE mood AS ENUM ('so so', 'a\"b', '', 'ключ', 'NULL')");
        values.assertExact("mood", "so so", "a\"b", "", "ключ", "NULL");
        values.assertExact("mood[]", "{\"so so\",\"a\\\"b\",\"\",NULL,\"NULL\"}");
    }

    @Test
    void domains() throws Exception {
        database.execute(
                "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
                "CREATE DOMAIN small AS positive CHECK (VALUE < 10)",
                "CREATE DOMAIN ids AS integer[]",
                "CREATE DOMAIN doc AS jsonb",
                "CREATE DOMAIN moment AS timestamptz",
                "CREATE DOMAIN yes AS boolean",
                "CREATE TYPE pair AS (a small, b ids)",
                "CREATE DOMAIN pairs AS pair[]",
                "CREATE DOMAIN one AS pair");
        values.assertExact("positive", "1");
        values.assertExact("small", "9");
        values.assertExact("small[]", "{1,NULL,9}");
        values.assertExact("ids", "{1,2}", "{}");
        values.assertExact("ids[]", "{\"{1,2}\",NULL,\"{}\",\"{{3,4},{5,NULL}}\"}");
        values.assertExact("doc", "{\"a\": 1}");
        values.assertExact("doc[]", "{\"{\\\"a\\\": 1}\"}");
        values.assertExact("moment", "2026-01-02 03:04:05");
        values.assertExact("yes", "t");
        values.assertExact("pairs", "{\"(1,\\\"{1,2}\\\")\",NULL,\"(,)\"}");
        values.assertExact("one", "(1,\"{1,2}\")");
    }

    @Test
    void composites() throws Exception {
        database.execute(
                "CREATE TYPE empty AS ()",
                "CREATE TYPE single AS (t text)",
                "CREATE TYPE inner_type AS (\"q\"\"k\\ey\" text, n numeric, dropped date, at timestamptz)",
                "ALTER TYPE inner_type DROP ATTRIBUTE dropped",
                "CREATE TYPE outer_type AS (i inner_type, list inner_type[], ok boolean, doc jsonb,"
                        + " e empty, boxes box[])",
                "CREATE TABLE as_type (id int, words text[])");
        values.assertExact("empty", "()");
        values.assertExact("single", "()", "(\"\")", "(a)", "(\",\")", "(\"a\"\"b\\\\c (d)\")");
        values.assertExact("single[]", "{\"()\",\"(a)\",NULL,\"(\\\"x,\\\\\\\\y\\\")\"}");
        values.assertExact(
                "inner_type",
                "(,,)",
                "(\"\",NaN,infinity)",
                "(\"a \"\"q\"\" \\\\ , ( ) ключ 🍵\n\",1.10,\"2026-01-02 03:04:05\")");
        values.assertExact("as_type", "(1,\"{a,\"\"b c\"\",NULL}\")");
        database.execute("CREATE TABLE deep (id serial PRIMARY KEY, v outer_type, l outer_type[])");
        try (LoggedTables logged = LoggedTables.of(database.connect(), "deep")) {
            database.execute(
                    """
                    INSERT INTO deep (v, l)
                    SELECT v, ARRAY[v, NULL, v]
                      FROM (VALUES
                        (ROW(ROW(E'a "q" \\\\ , (', 1.5, 'infinity')::inner_type,
                             ARRAY[ROW('{"x"}', 'NaN', now())::inner_type, NULL],
                             true, '{"k": "v\\"w"}', ROW()::empty,
                             ARRAY['(1,2),(3,4)', NULL]::box[])::outer_type),
                        (ROW(NULL, '{}', NULL, 'null', NULL, '{}')::outer_type),
                        (NULL)) AS r (v)
                    """);
            logged.assertRecordsEqualToJsonb("deep");
        }
    }
}
