package io.millrace.source.wal.row;

import io.millrace.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database brings itself: extensions, casts to json, generated columns. */
class DatabaseValuesIT {
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

    @Test
    void extensions() throws Exception {
        database.execute(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION citext",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION cube",
                "CREATE EXTENSION seg",
                "CREATE EXTENSION isn",
                "CREATE EXTENSION lo",
                "CREATE DOMAIN labels AS hstore",
                "CREATE TYPE tagged AS (id integer, tags hstore)");
        String pairs = "\"a\\\"b\\\\c, =>\"=>\"1\", \"\"=>NULL, \"n\"=>\"NULL\", ключ=>\"🍵\n\"";
        values.assertExact("hstore", "", "a=>1", pairs, "t=>true, n=>1.50");
        values.assertExact("hstore[]", "{\"a=>1, b=>NULL\",NULL,\"\"}");
        values.assertExact("labels", pairs);
        values.assertExact("tagged", "(1,\"a=>1,b=>NULL\")", "(,)");
        values.assertExact("tagged[]", "{\"(1,\\\"a=>\\\\\\\"x y\\\\\\\"\\\")\"}");
        values.assertExact("citext", "MiXed \"q\"", "");
        values.assertExact("citext[]", "{A,\"b c\",NULL}");
        values.assertExact("ltree", "a.b.C", "");
        values.assertExact("ltree[]", "{a.b,NULL}");
        values.assertExact("lquery", "a.*{1,2}.b");
        values.assertExact("ltxtquery", "a & !b");
        values.assertExact("cube", "(1,2),(3,4)");
        values.assertExact("seg", "1.50 .. 2.5");
        values.assertExact("isbn13", "978-0-393-04002-9");
        values.assertExact("lo", "12345");
    }

    @Test
    void typesWithACastToJsonOfTheirOwn() throws Exception {
        database.execute(
                "CREATE TYPE colour AS ENUM ('red', 'it''s')",
                """
                CREATE FUNCTION colour_json(colour) RETURNS json IMMUTABLE LANGUAGE sql
                  AS $$ SELECT json_build_object('colour', $1::text, 'length', length($1::text)) $$
                """,
                "CREATE CAST (colour AS json) WITH FUNCTION colour_json(colour)",
                "CREATE TYPE reach AS RANGE (subtype = integer)",
                """
                CREATE FUNCTION reach_json(reach) RETURNS json IMMUTABLE LANGUAGE sql
                  AS $$ SELECT json_build_array(lower($1), upper($1)) $$
                """,
                "CREATE CAST (reach AS json) WITH FUNCTION reach_json(reach) AS IMPLICIT",
                "CREATE TYPE painted AS (c colour, r reach[])",
                """
                CREATE FUNCTION painted_json(painted) RETURNS json IMMUTABLE LANGUAGE sql
                  AS $$ SELECT '"not asked: composites are objects"'::json $$
                """,
                "CREATE CAST (painted AS json) WITH FUNCTION painted_json(painted)",
                "CREATE TYPE plain AS ENUM ('x')",
                "CREATE CAST (plain AS json) WITH INOUT",
                "CREATE DOMAIN shade AS colour");
        values.assertExact("colour", "red", "it's");
        values.assertExact("colour[]", "{red,NULL,it's}");
        values.assertExact("shade", "red");
        values.assertExact("reach", "[1,5)", "empty");
        values.assertExact("reach[]", "{\"[1,5)\",NULL}");
        values.assertExact("painted", "(red,\"{\"\"[1,5)\"\"}\")", "(,)");
        values.assertExact("plain", "x");
    }

    @Test
    void generatedColumnsAreComputedAgain() throws Exception {
        database.execute(
                "CREATE FUNCTION doubled(integer) RETURNS integer IMMUTABLE LANGUAGE sql"
                        + " AS 'SELECT $1 * 2'",
                "CREATE TYPE point3 AS (x integer, y integer, z integer)",
                """
                CREATE TABLE "computed ""t"" of" (
                  id serial PRIMARY KEY,
                  "first ""n"" of" text,
                  price numeric,
                  rounded numeric(10,1) GENERATED ALWAYS AS (price / 3) STORED,
                  short char(3) GENERATED ALWAYS AS (substr("first ""n"" of", 1, 3)) STORED,
                  at timestamptz,
                  clock timestamp GENERATED ALWAYS AS (at AT TIME ZONE 'UTC') STORED,
                  tags text[],
                  "tag,s" text[] GENERATED ALWAYS AS (array_append(tags, "first ""n"" of")) STORED,
                  fixed bit(3),
                  flipped bit(3) GENERATED ALWAYS AS (~fixed) STORED,
                  p point3,
                  x integer GENERATED ALWAYS AS (doubled((p).x)) STORED,
                  constant integer GENERATED ALWAYS AS (7) STORED,
                  search tsvector GENERATED ALWAYS AS
                    (to_tsvector('english', coalesce("first ""n"" of", ''))) STORED,
                  moved interval,
                  back interval GENERATED ALWAYS AS (-moved) STORED)
                """);
        try (LoggedTables logged =
                LoggedTables.of(database.connect(), "\"computed \"\"t\"\" of\"")) {
            database.execute(
                    """
                    INSERT INTO "computed ""t"" of" ("first ""n"" of", price, at, tags, fixed, p, moved)
                    VALUES ('ab', 10, '2026-01-02 03:04:05+05', '[3:4]={a,b}', '101',
                            ROW(1, 2, 3), '-1 day +02:00'),
                           (NULL, NULL, NULL, NULL, NULL, NULL, NULL),
                           ('it''s "q" \\', 'NaN', 'infinity', '{}', '000', ROW(NULL, 1, 1), '1 mon')
                    """,
                    "UPDATE \"computed \"\"t\"\" of\" SET price = price + 1 WHERE id = 1");
            logged.assertRecordsEqualToJsonb("\"computed \"\"t\"\" of\"");
        }
    }
}
