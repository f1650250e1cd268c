package io.millrace.flow;

import static io.millrace.flow.Changes.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.TableName;
import io.millrace.config.FlowMode;
import io.millrace.postgres.Table;
import io.millrace.testing.SourceJar;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.bridge.java.internal.StreamTableEnvironmentImpl;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of fragments that are wrong. The file's lines are {@link TestFlow}'s. */
class FlowPlannerTest {
    private static final String MORE_THAN_A_ROW =
            " takes more than a look at one row, as an aggregate, a join, a subquery, a set operation"
                    + " or a window does. Use expressions over the row's own columns.";
    private static final String EXPECTS_MORE = ", where Flink SQL expects more of it. Complete it.";

    /** One for all: an environment takes a while to start. */
    private static final StreamTableEnvironment ENVIRONMENT =
            StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "pricee > 0 | uses 'pricee' (at column 1), which is no column of public.products. Did you mean 'price'?",
                "in_stock AND _actin = 'x' | uses '_actin' (at column 14), which is no column of public.products. Did you mean '_action'?",
                "zzzzzzzz | uses 'zzzzzzzz' (at column 1), which is no column of public.products. Its columns are id, name, sku, price, amount, stock, weight, in_stock, doc, tags, created_at, day, _action, _schema, _table, _key, _record, _changes, _lsn, _commit_index, _committed_at, _txid, _annotations.",
                "UPER(name) = 'x' | calls 'UPER' (at column 1), which is no function. Did you mean 'upper'?",
                "frobnicate(name) = 'x' | calls 'frobnicate' (at column 1), which is no function. Flink's own are in its documentation; CREATE FUNCTION in the definitions adds others.",
                "price | is of the type DECIMAL(10, 2), not BOOLEAN. Write a condition, such as price > 0.",
                "price > 0) | closes ')', which it has not opened (at column 10). Correct it.",
                "price > (0 | opens '(' and does not close it (at column 9). Correct it.",
                "price > 0; DROP TABLE x | has a ';', which would end the query that it is part of (at column 10). Correct it.",
                "name = 'x | opens ~\"'\"~ and does not close it (at column 8). Correct it.",
                "price > 0 /* a | opens '/*' and does not close it (at column 11). Correct it.",
                "price > 0) AS f FROM `$row` UNION ALL SELECT (in_stock | closes ')', which it has not opened (at column 10). Correct it.",
                "price > | ends with '>' (at column 7)" + EXPECTS_MORE,
                "day > 0 | uses the column 'day' (at column 1), whose name is a word of SQL. Write `day`.",
            })
    void aFilterThatIsWrongIsToldByWhatIsWrongWithIt(String filter, String told) {
        assertThat(flow().filter(filter).problems(TABLE))
                .containsExactly(
                        "shop.yaml:10: The filter of the flow 'products' " + told.replace("~", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPPER(id) = 'x' | Cannot apply 'UPPER' to arguments of type 'UPPER(<INTEGER>)'. Supported form(s): 'UPPER(<CHARACTER>)' (at column 1)",
                "LOWER(name, 3) = 'x' | Invalid number of arguments to function 'LOWER' (at column 1)",
                "NULL | Illegal use of 'NULL' (at column 1)",
                "other.x > 3 | Table 'other' not found (at column 1)",
                "AND price > 0 | Incorrect syntax near the keyword 'AND' (at column 1)",
                "price = = 3 | Encountered \"= =\" (at column 7)",
            })
    void whatElseFlinkHasAgainstAFilterIsToldInItsWords(String filter, String told) {
        assertThat(flow().filter(filter).problems(TABLE))
                .containsExactly(
                        "shop.yaml:10: Flink SQL does not take the filter of the flow 'products': "
                                + told
                                + ". Correct it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUM(price) > 0",
                "price IN (SELECT 1)",
                "(SELECT MAX(id) FROM `$row`) > 3",
                "ROW_NUMBER() OVER (ORDER BY id) > 1"
            })
    void aFilterOverMoreThanOneRowIsRefused(String filter) {
        assertThat(flow().filter(filter).problems(TABLE))
                .containsExactly(
                        "shop.yaml:10: The filter of the flow 'products'" + MORE_THAN_A_ROW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DISTINCT id",
                "id, COUNT(*) AS n",
                "id FROM `$row` UNION ALL SELECT id",
                "id FROM `$row` WHERE id > 3 UNION SELECT stock"
            })
    void aTransformOverMoreThanOneRowIsRefused(String transform) {
        assertThat(flow().transform(transform).problems(TABLE))
                .containsExactly(
                        "shop.yaml:20: The transform of the flow 'products'" + MORE_THAN_A_ROW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id, id | gives two columns with the name 'id'. Rename one: expression AS name.",
                "*, UPPER(name) AS name | gives two columns with the name 'name'. Rename one: expression AS name.",
                "*, * | has more than one '*'. Leave one out.",
                "id, UPPER(name), 1 | has no name for what it gives at place 2. Name it: expression AS name.",
                "ROW(id, name) AS r | gives 'r', which is a ROW without names for its fields; give them by CAST(ROW(…) AS ROW<name STRING, …>). Correct it.",
                "MAP[id, name] AS m | gives 'm', which is a map whose keys are of the type INT; make them strings, as the names in a JSON object are. Correct it.",
                "INTERVAL '1' DAY AS d | gives 'd', which is of the type INTERVAL SECOND(3) NOT NULL, which has no JSON; CAST it to another, such as STRING. Correct it.",
                "id FROM `$row` -- | ends where Flink SQL expects more of it. Complete it.",
                "id, | ends where Flink SQL expects more of it. Complete it.",
                "id + | ends with '+' (at column 4)" + EXPECTS_MORE,
            })
    void aTransformThatIsWrongIsToldByWhatIsWrongWithIt(String transform, String told) {
        assertThat(flow().transform(transform).problems(TABLE))
                .containsExactly("shop.yaml:20: The transform of the flow 'products' " + told);
    }

    @Test
    void aProblemIsToldAtItsOwnLine() {
        assertThat(flow().transform("id,\n  name,\n  nme").problems(TABLE))
                .containsExactly(
                        "shop.yaml:22: The transform of the flow 'products' uses 'nme' (at column 3),"
                                + " which is no column of public.products. Did you mean 'name'?");
        assertThat(flow().filter("in_stock\n AND (price > 0").problems(TABLE))
                .containsExactly(
                        "shop.yaml:11: The filter of the flow 'products' opens '(' and does not close"
                                + " it (at column 6). Correct it.");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(
                        flow().filter("nme")
                                .transform("idd")
                                .route("tags")
                                .key("id", "nme")
                                .groupBy("stok")
                                .problems(TABLE))
                .hasSize(5)
                .extracting(problem -> problem.substring(0, 13))
                .containsExactly(
                        "shop.yaml:10:",
                        "shop.yaml:20:",
                        "shop.yaml:30:",
                        "shop.yaml:41:",
                        "shop.yaml:50:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "CAST(ROW(1) AS ROW<a INT>)", "id, name", "x'00'"})
    void aRouteNeedsAText(String route) {
        assertThat(flow().route(route).problems(TABLE))
                .singleElement()
                .asString()
                .startsWith("shop.yaml:30: The route of the flow 'products' is of the type ")
                .endsWith(", which is no text. Make one of it, by CAST(… AS STRING) for instance.");
    }

    @Test
    void eachTableIsLookedAtAndTheSameProblemToldOnce() {
        Table orders =
                new Table(
                        new TableName("public", "orders"),
                        List.of(Changes.column("id", "int4")),
                        List.of("id"),
                        false,
                        Changes.KEY_ALONE);

        assertThat(flow().filter("name = 'x'").transform("id +").problems(TABLE, orders))
                .containsExactly(
                        "shop.yaml:20: The transform of the flow 'products' ends with '+' (at column 4)"
                                + EXPECTS_MORE,
                        "shop.yaml:10: The filter of the flow 'products' uses 'name' (at column 1),"
                                + " which is no column of public.orders. Its columns are id, _action,"
                                + " _schema, _table, _key, _record, _changes, _lsn, _commit_index,"
                                + " _committed_at, _txid, _annotations.");
    }

    @Test
    void eventsHaveIdsOfTheirOwn() {
        assertThat(flow().mode(FlowMode.EVENTS).key("id").problems(TABLE))
                .containsExactly(
                        "shop.yaml:40: The key of the flow 'products' has no use: each event has an id"
                                + " of its own. Leave it out, or set 'mode: latest'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price > 0 -- and more",
                "price > 0 /* ) ' ; */ AND name <> ')'';--' AND `name` <> '`'",
                "tags[1] = 'x'",
                "\n\n  in_stock\n"
            })
    void whatStaysInItsPlaceIsTaken(String filter) {
        assertThat(flow().filter(filter).problems(TABLE)).isEmpty();
    }

    @Test
    void functionsMayBeOfAJarThatOnlyTheContextClassLoaderHas(@TempDir Path folder)
            throws Exception {
        Path jar =
                new SourceJar(folder)
                        .add(
                                "Loud",
                                """
                                public class Loud extends org.apache.flink.table.functions.ScalarFunction {
                                    public String eval(String text) {
                                        return text + "!";
                                    }
                                }
                                """)
                        .build();
        try (URLClassLoader classes =
                        new URLClassLoader(
                                new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                TemporaryClassLoaderContext context = TemporaryClassLoaderContext.of(classes)) {
            assertThat(
                            TestFlow.with("CREATE FUNCTION loud AS 'com.acme.Loud'")
                                    .filter("loud(name) <> '!'")
                                    .transform("id, loud(name) AS name")
                                    .problems(TABLE))
                    .isEmpty();
        }
    }

    @Test
    void nothingIsLeftInTheEnvironment() {
        int tables = ENVIRONMENT.listTables().length;

        flow().filter("price > 0").transform("id, name || 'x' AS name").plan(TABLE);

        assertThat(ENVIRONMENT.listTables()).hasSize(tables);
        assertThat(((StreamTableEnvironmentImpl) ENVIRONMENT).execEnv().getTransformations())
                .isEmpty();
    }

    private static TestFlow flow() {
        return new TestFlow(ENVIRONMENT);
    }
}
