package io.millrace.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.testing.JsonAssertions;
import io.millrace.testing.TestDatabase;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values of Postgres's, passed on and computed with by SQL fragments, against Postgres itself. */
class SqlValuesIT {
    private static TestDatabase database;
    private static StreamTableEnvironment environment;
    private static int tables;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'so \"so\"')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN price AS numeric(8,3) CHECK (VALUE > 0)",
                "CREATE DOMAIN cheap AS price CHECK (VALUE < 100)",
                "CREATE DOMAIN words AS text[]");
        environment =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        environment.executeSql("CREATE FUNCTION as_json AS '" + Probe.AsJson.class.getName() + "'");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void numbers() throws Exception {
        assertKept("smallint", "-32768", "0", "32767");
        assertKept("integer", "-2147483648", "0", "2147483647");
        assertKept("bigint", "-9223372036854775808", "-1", "9223372036854775807");
        assertKept("numeric(10,2)", "1", "99999999.99", "-0.01");
        assertKept("numeric(38,0)", "9".repeat(38), "-" + "9".repeat(38));
        assertKept("numeric(3,-2)", "12345", "99900");
        assertKept("numeric(2,5)", "0.00012", "-0.00099");
        assertKept("numeric", "0", "1.50", "-12345678901234567890.123456789012345678", "1e-18");
        assertKept("numeric(50,10)", "123.4500000000");
        assertKept(
                "double precision",
                "NaN",
                "Infinity",
                "-Infinity",
                "0",
                "-0",
                "0.1",
                "1e23",
                "1e15",
                "1e-5",
                "5e-324",
                "1.7976931348623157e308",
                "-1.2345678901234567e-300",
                "9007199254740993");
        assertKept(
                "real", "NaN", "Infinity", "-0", "1.1e10", "3.4028235e38", "1e-45", "0.1", "1e6");
    }

    @Test
    void texts() throws Exception {
        String text =
                "say \"hi\", \\ / 'there' \t\n\r\b\f\u0001\u001f\u007f ключ é 🍵 𠀀 \u2028 \\u0041 {}";
        for (String type : List.of("text", "varchar", "varchar(99)", "char(99)")) {
            assertKept(type, "", " a ", "null", "NULL", text);
        }
        assertKept("boolean", "t", "f");
        assertKept("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        assertKept("bytea", "", "\\x00ff105c22");
        assertKept("inet", "192.168.0.1/24");
        assertKept("money", "12.34");
        assertKept("bit(3)", "101");
        assertKept("oid", "12");
        assertKept("xml", "<a b=\"c\"/>");
    }

    @Test
    void datesAndTimes() throws Exception {
        assertKept(
                "date",
                "infinity",
                "-infinity",
                "2026-02-28",
                "0044-03-15 BC",
                "4713-01-01 BC",
                "5874897-12-31",
                "0001-01-01",
                "12026-01-01");
        String[] timestamps = {
            "infinity",
            "-infinity",
            "2026-01-02 03:04:05",
            "2026-01-02 03:04:05.678",
            "2026-01-02 03:04:05.000001",
            "1969-12-31 23:59:59.999999",
            "0044-03-15 12:00:00.5 BC",
            "4713-01-01 00:00:00 BC",
            "294276-12-31 23:59:59.999999",
        };
        assertKept("timestamp", timestamps);
        assertKept("timestamptz", timestamps);
        assertKept("timestamp(3)", "2026-01-02 03:04:05.678");
        assertKept("time", "23:59:59.999999", "24:00:00");
        assertKept("timetz", "12:00:00.0001+05:30");
        assertKept("interval", "1 year 2 mons -3 days 04:05:06.7");
    }

    @Test
    void structures() throws Exception {
        assertKept(
                "jsonb", "null", "1.50", "\"text\"", "{\"a\": [1, {\"b\": null}], \"c\": \"\\n\"}");
        assertKept("mood", "sad", "so \"so\"");
        assertKept("pair", "(1,\"a, b\")");
        assertKept("pair[]", "{\"(1,a)\",NULL}");
        assertKept("price", "1.25");
        assertKept("cheap", "99.999");
        assertKept("int4range", "[1,5)");
        assertKept("point", "(1,2)");
    }

    @Test
    void arrays() throws Exception {
        assertKept("integer[]", "{}", "{1,NULL,-3}");
        assertKept("bigint[]", "{9223372036854775807}");
        assertKept("text[]", "{a,NULL,\"b, \\\"c\\\" \\\\ {}\",\"\"}");
        assertKept("words", "{a,b}");
        assertKept("boolean[]", "{t,f,NULL}");
        assertKept("double precision[]", "{0.1,NaN,-Infinity}");
        assertKept("numeric(10,2)[]", "{1.50,NULL}");
        assertKept("price[]", "{1.250}");
        assertKept("date[]", "{2026-01-01,infinity}");
        assertKept("timestamptz[]", "{2026-01-01 00:00:00.5}");
        assertKept("jsonb[]", "{\"{\\\"a\\\": [1]}\",NULL}");
        assertKept("uuid[]", "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}");
        assertKept("integer[][]", "{{1,2},{3,4}}");
    }

    @Test
    void whatSqlCannotComputeWithIsPassedOnAllTheSame() throws Exception {
        assertPassed(
                "numeric",
                "NaN",
                "Infinity",
                "1e400",
                "1e-30",
                "1." + "0".repeat(30),
                "9".repeat(500));
        assertPassed("numeric[]", "{NaN,1e100}");
        assertPassed("integer[]", "{{1,2},{3,4}}");
        assertPassed("json", "{\"b\" : 1,  \"a\":[ ] }");
    }

    @Test
    void computedValuesAreWhatPostgresComputes() throws Exception {
        database.execute(
                """
                CREATE TABLE computed (id int PRIMARY KEY, price numeric(10,2), amount numeric,
                  stock int, weight float8, name text, doc jsonb, tags text[],
                  created timestamptz, day date, seen timestamp)
                """,
                """
                INSERT INTO computed
                SELECT i, i * 1.25, i * 3.1415926535, i * 7 - 50, i / 7.0::float8,
                       'Name ' || i || ' "ü" 🍵', jsonb_build_object('n', i, 's', 'x' || i, 'l', jsonb_build_array(i, null)),
                       ARRAY['a' || i, NULL, 'c'],
                       timestamptz '2026-01-01 00:00:00+00' + i * interval '1 hour 1.5 seconds',
                       date '2024-02-20' + i, timestamp '2000-01-01' - i * interval '1 day 1 microsecond'
                  FROM generate_series(1, 40) i
                """);
        assertComputed("price * 2 - 1", "price * 2 - 1");
        assertComputed("price * stock", "price * stock");
        assertComputed("stock * 1000000", "stock * 1000000");
        assertComputed("stock / 4", "stock / 4");
        assertComputed("MOD(stock, 7)", "mod(stock, 7)");
        assertComputed("weight * 3 + 0.5", "weight * 3 + 0.5");
        assertComputed("ROUND(amount, 3)", "round(amount, 3)");
        assertComputed("UPPER(name) || '!'", "upper(name) || '!'");
        assertComputed("CHAR_LENGTH(name)", "char_length(name)");
        assertComputed("SUBSTRING(name FROM 3 FOR 12)", "substring(name from 3 for 12)");
        assertComputed("stock > 0 AND name LIKE '%1%'", "stock > 0 AND name LIKE '%1%'");
        assertComputed("CASE WHEN stock > 0 THEN doc END", "CASE WHEN stock > 0 THEN doc END");
        assertComputed("JSON_VALUE(doc, '$.s')", "doc ->> 's'");
        assertComputed("as_json(JSON_QUERY(doc, '$.l'))", "doc -> 'l'");
        assertComputed("tags[1]", "tags[1]");
        assertComputed("CARDINALITY(tags)", "cardinality(tags)");
        assertComputed("ARRAY[name, tags[2]]", "ARRAY[name, tags[2]]");
        assertComputed("created + INTERVAL '90' MINUTE", "created + interval '90 minutes'");
        assertComputed("`day` + INTERVAL '1' MONTH", "(day + interval '1 month')::date");
        assertComputed("CAST(created AS DATE)", "created::date");
        assertComputed("EXTRACT(YEAR FROM `day`)", "extract(year from day)::int");
        assertComputed("CAST(seen AS STRING)", "to_char(seen, 'YYYY-MM-DD HH24:MI:SS.US')");
        assertComputed(
                "created < TIMESTAMP '2026-01-01 12:00:00'", "created < '2026-01-01 12:00:00+00'");
        assertComputed(
                "CAST(ROW(id, name, as_json(doc)) AS ROW<id INT, name STRING, doc ROW<`$json` STRING>>)",
                "jsonb_build_object('id', id, 'name', name, 'doc', doc)");
        assertComputed(
                "MAP['id', id, 'stock', stock]", "jsonb_build_object('id', id, 'stock', stock)");
    }

    /** Passed on, and decoded and written again, the values are what they were. */
    private static void assertKept(String type, String... values) throws Exception {
        String table = insert(type, values);
        Map<String, String> records = database.documents(table, "id::text");
        assertThat(evaluate(table, records, "id, val")).isEqualTo(compact(records));
        JsonAssertions.assertSameDocuments(
                evaluate(table, records, "id, CASE WHEN id > 0 THEN val END AS val"), records);
    }

    private static void assertPassed(String type, String... values) throws Exception {
        String table = insert(type, values);
        Map<String, String> records = database.documents(table, "id::text");
        assertThat(evaluate(table, records, "id, val")).isEqualTo(compact(records));
    }

    private static String insert(String type, String... values) throws Exception {
        String table = "t" + ++tables;
        database.execute("CREATE TABLE " + table + " (id serial PRIMARY KEY, val " + type + ")");
        try (PreparedStatement insert =
                database.connection()
                        .prepareStatement("INSERT INTO " + table + " (val) VALUES (?)")) {
            for (String value : values) {
                insert.setObject(1, value, Types.OTHER);
                insert.executeUpdate();
            }
        }
        database.execute("INSERT INTO " + table + " (val) VALUES (NULL)");
        return table;
    }

    private static void assertComputed(String sql, String postgres) throws Exception {
        Map<String, String> records = database.documents("computed", "id::text");
        Map<String, String> expected =
                database.documents(
                        "(SELECT " + postgres + " AS v, id AS \"$id\" FROM computed)",
                        "\"$id\"::text");
        expected.replaceAll(
                (id, json) ->
                        json.replaceFirst(", \"\\$id\": \\d+}$", "}")
                                .replaceFirst("\"\\$id\": \\d+, ", ""));
        JsonAssertions.assertSameDocuments(evaluate("computed", records, sql + " AS v"), expected);
    }

    private static Map<String, String> evaluate(
            String table, Map<String, String> records, String transform) throws Exception {
        TableName name = new TableName("public", table);
        Table described = new Catalog(database.connection()).table(name).orElseThrow();
        Map<String, String> documents = new TreeMap<>();
        try (TestOperator flow = new TestFlow(environment).transform(transform).open(described)) {
            for (Map.Entry<String, String> record : records.entrySet()) {
                documents.put(record.getKey(), flow.document(insert(name, record)));
            }
        }
        return documents;
    }

    private static VersionedChange insert(TableName table, Map.Entry<String, String> record) {
        return new VersionedChange(
                RowChange.of(
                        Action.INSERT,
                        RowKey.of(table, List.of(record.getKey())),
                        Json.of(record.getValue()),
                        new Origin(new Position(1, 1), 1, 1, null)),
                1);
    }

    /** Fields of a document have no spaces around them. */
    private static Map<String, String> compact(Map<String, String> records) {
        Map<String, String> compact = new TreeMap<>();
        records.forEach(
                (id, json) ->
                        compact.put(
                                id,
                                json.replaceFirst(
                                        "^\\{\"id\": (\\d+), \"val\": ", "{\"id\":$1,\"val\":")));
        return compact;
    }
}
