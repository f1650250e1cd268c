package io.millrace.source.wal.row;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random rows against {@code to_jsonb}; a failure prints its seed. */
class RandomValuesIT {
    private static final String INSERT =
            """
            INSERT INTO random (t, n, f8, f4, ts, tstz, d, i, doc, raw, words, numbers, pairs, tags)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ARRAY[ROW(?, ARRAY[?, NULL]::text[], ?::numeric)::pair, NULL], hstore(?, ?))
            """;

    private static TestDatabase database;
    private static LoggedTables logged;

    /** The values of one row, as Postgres reads them. */
    record Row(
            String text,
            String other,
            BigDecimal number,
            double wide,
            float narrow,
            String timestamp,
            String date,
            String interval,
            String json,
            List<String> words,
            List<BigDecimal> numbers) {}

    @BeforeContainer
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
        database.execute(
                "CREATE EXTENSION hstore",
                "CREATE TYPE pair AS (t text, l text[], n numeric)",
                """
                CREATE TABLE random (
                  id serial PRIMARY KEY, t text, n numeric, f8 double precision, f4 real,
                  ts timestamp, tstz timestamptz, d date, i interval, doc jsonb, raw json,
                  words text[], numbers numeric[], pairs pair[], tags hstore,
                  joined text GENERATED ALWAYS AS (t || coalesce(words[1], '')) STORED)
                """);
        logged = LoggedTables.of(database.connect(), "random");
    }

    @AfterContainer
    static void dropDatabase() throws SQLException {
        logged.close();
        database.close();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void recordsEqualToJsonb(@ForAll("rows") List<Row> rows) throws SQLException {
        try (PreparedStatement insert = database.connection().prepareStatement(INSERT)) {
            for (Row row : rows) {
                bind(insert, row);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        logged.assertRecordsEqualToJsonb("random");
    }

    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<BigDecimal> numbers =
                Combinators.combine(
                                Arbitraries.bigIntegers()
                                        .between(
                                                BigInteger.TEN.pow(300).negate(),
                                                BigInteger.TEN.pow(300)),
                                Arbitraries.integers().between(-200, 400))
                        .as(BigDecimal::new);
        Arbitrary<Double> doubles =
                Arbitraries.longs()
                        .withDistribution(RandomDistribution.uniform())
                        .map(Double::longBitsToDouble);
        Arbitrary<Float> floats =
                Arbitraries.integers()
                        .withDistribution(RandomDistribution.uniform())
                        .map(Float::intBitsToFloat);
        Arbitrary<String> text = text();
        return Combinators.combine(
                        Combinators.combine(text, text).as(List::of),
                        numbers,
                        doubles,
                        floats,
                        timestamps(),
                        Combinators.combine(dates(), intervals()).as(List::of),
                        json(3),
                        Combinators.combine(
                                        text.injectNull(0.2).list().ofMaxSize(5),
                                        numbers.injectNull(0.2).list().ofMaxSize(5))
                                .as(Lists::new))
                .as(
                        (texts, number, wide, narrow, timestamp, times, json, lists) ->
                                new Row(
                                        texts.get(0),
                                        texts.get(1),
                                        number,
                                        wide,
                                        narrow,
                                        timestamp,
                                        times.get(0),
                                        times.get(1),
                                        json,
                                        lists.words(),
                                        lists.numbers()))
                .list()
                .ofSize(50);
    }

    private record Lists(List<String> words, List<BigDecimal> numbers) {}

    private static void bind(PreparedStatement insert, Row row) throws SQLException {
        Object[] values = {
            row.text(),
            row.number().toPlainString(),
            Double.toString(row.wide()),
            Float.toString(row.narrow()),
            row.timestamp(),
            row.timestamp(),
            row.date(),
            row.interval(),
            row.json(),
            row.json(),
        };
        int place = 1;
        for (Object value : values) {
            insert.setObject(place++, value, Types.OTHER);
        }
        insert.setArray(
                place++, database.connection().createArrayOf("text", row.words().toArray()));
        insert.setArray(
                place++, database.connection().createArrayOf("numeric", row.numbers().toArray()));
        insert.setString(place++, row.text());
        insert.setString(place++, row.other());
        insert.setObject(place++, row.number().toPlainString(), Types.OTHER);
        insert.setString(place++, row.other());
        insert.setString(place, row.text());
    }

    /** Every character that Postgres takes, the dangerous ones often. */
    private static Arbitrary<String> text() {
        StringArbitrary dangerous =
                Arbitraries.strings().withChars("\\\"{}(),; \n\r\t\b\f\u0001\u007f=>'NULnul");
        Arbitrary<String> any =
                Arbitraries.integers()
                        .between(1, Character.MAX_CODE_POINT)
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .map(Character::toString)
                        .list()
                        .ofMaxSize(20)
                        .map(characters -> String.join("", characters));
        return Arbitraries.oneOf(dangerous.ofMaxLength(12), any, Arbitraries.of("", "NULL", "{}"));
    }

    private static Arbitrary<String> timestamps() {
        return Arbitraries.oneOf(
                Arbitraries.of("infinity", "-infinity"),
                Combinators.combine(
                                dates(),
                                Arbitraries.longs().between(0, 86_399_999_999L),
                                Arbitraries.integers().between(0, 6))
                        .as(RandomValuesIT::timestamp));
    }

    private static String timestamp(String date, long micros, int digits) {
        long unit = (long) Math.pow(10, 6 - digits);
        String time =
                LocalTime.ofNanoOfDay(micros / unit * unit * 1000)
                        .format(DateTimeFormatter.ISO_LOCAL_TIME);
        return date.endsWith("BC") ? date.replace(" BC", " " + time + " BC") : date + " " + time;
    }

    private static Arbitrary<String> dates() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(1, 28),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(-4700, -1),
                                Arbitraries.integers().between(1, 9999),
                                Arbitraries.integers().between(10_000, 290_000)))
                .as(
                        (month, day, year) ->
                                "%04d-%02d-%02d%s"
                                        .formatted(
                                                Math.abs(year), month, day, year < 0 ? " BC" : ""));
    }

    private static Arbitrary<String> intervals() {
        return Combinators.combine(
                        Arbitraries.integers().between(-100_000, 100_000),
                        Arbitraries.integers().between(-1000, 1000),
                        Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L))
                .as("%d months %d days %d microseconds"::formatted);
    }

    /** Texts of JSON, with spaces, and keys that may come twice. */
    private static Arbitrary<String> json(int depth) {
        Arbitrary<String> string = text().map(RandomValuesIT::quote);
        Arbitrary<String> scalar =
                Arbitraries.oneOf(
                        string,
                        Arbitraries.of("null", "true", "false", "-0", "1e10", "1.50", "-2E-7"),
                        Arbitraries.bigDecimals().ofScale(10).map(BigDecimal::toString));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> inner = json(depth - 1);
        Arbitrary<String> key = Arbitraries.oneOf(string, Arbitraries.of("\"a\"", "\"\\u0061\""));
        return Arbitraries.frequencyOf(
                Tuple.of(2, scalar),
                Tuple.of(
                        1,
                        inner.list()
                                .ofMaxSize(3)
                                .map(list -> "[ " + String.join("\n, ", list) + "\t]")),
                Tuple.of(
                        2,
                        Combinators.combine(key, inner)
                                .as((name, value) -> name + " :" + value)
                                .list()
                                .ofMaxSize(4)
                                .map(fields -> "{" + String.join(",\r\n", fields) + "}")));
    }

    private static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
