package io.millrace.flow;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.TRUNCATE;
import static io.millrace.change.Action.UPDATE;
import static io.millrace.flow.Changes.TABLE;
import static io.millrace.flow.Changes.change;
import static io.millrace.flow.Changes.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.config.ErrorPolicy;
import io.millrace.config.FlowAction;
import io.millrace.config.TruncatePolicy;
import io.millrace.postgres.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mode that keeps the newest document of each key. */
class EvaluateTest {
    private static final String RECORD =
            """
            {"id": 1, "name": "a \\"b\\" ключ", "sku": "x1", "price": 1.50, "amount": 1e-30,\
             "stock": 3, "weight": 0.1, "in_stock": true, "doc": {"a": [1, 2], "b": "x"},\
             "tags": ["a", null], "created_at": "2026-01-01T00:00:00+00:00", "day": "2026-01-01"}""";

    @Test
    void computesColumnsAndPassesOthersAsTheyAre() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .filter("in_stock AND price > 0")
                        .transform(
                                "id, name, UPPER(sku) AS sku, amount, doc,\n"
                                        + "stock + 1 AS `more \"stock\"`, tags AS labels,"
                                        + " price * 2 AS twice")
                        .open(TABLE)) {
            List<Evaluation> evaluations = flow.process(change(UPDATE, RECORD));

            assertThat(evaluations)
                    .containsExactly(
                            new Evaluation(
                                    UPDATE,
                                    RowKey.of(Changes.PRODUCTS, List.of("1")),
                                    7,
                                    change(UPDATE, RECORD).change().origin(),
                                    List.of(
                                            new Document(
                                                    null,
                                                    "1",
                                                    Json.of(
                                                            "{\"id\":1,\"name\":\"a \\\"b\\\""
                                                                    + " ключ\",\"sku\":\"X1\",\"amount\":1e-30,"
                                                                    + "\"doc\":{\"a\": [1, 2], \"b\":"
                                                                    + " \"x\"},\"more"
                                                                    + " \\\"stock\\\"\":4,\"labels\":[\"a\","
                                                                    + " null],\"twice\":3.00}")))));
        }
    }

    @Test
    void withoutATransformTheRecordIsTheDocumentByteByByte() throws Exception {
        for (TestFlow flow : List.of(TestFlow.with(), TestFlow.with().transform(" * "))) {
            try (TestOperator operator = flow.open(TABLE)) {
                VersionedChange insert = insert(RECORD);

                Document document = operator.process(insert).get(0).documents().get(0);

                assertThat(document.content()).isSameAs(insert.change().record());
            }
        }
    }

    @Test
    void aStarStandsForTheTablesOwnColumns() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .transform("*, _lsn, UPPER(sku) AS code, _table AS t, _annotations")
                        .open(TABLE)) {
            assertThat(flow.document(insert(RECORD)))
                    .startsWith("{\"id\":1,\"name\":")
                    .endsWith(
                            "\"day\":\"2026-01-01\",\"_lsn\":256,\"code\":\"X1\",\"t\":\"products\","
                                    + "\"_annotations\":{\"user\": \"ann\"}}");
        }
    }

    @Test
    void theChangeItselfHasColumns() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .transform(
                                "_action, _schema, _table, _key, _changes, _lsn, _commit_index,"
                                        + " _committed_at, _txid, _annotations, _action || '!' AS a,"
                                        + " _lsn + 1 AS l, _committed_at AS c,"
                                        + " JSON_VALUE(_changes, '$.stock') AS before,"
                                        + " JSON_VALUE(_record, '$.sku') AS sku,"
                                        + " _committed_at IS NULL AS n")
                        .open(TABLE)) {
            assertThat(flow.document(change(UPDATE, RECORD)))
                    .isEqualTo(
                            "{\"_action\":\"update\",\"_schema\":\"public\",\"_table\":\"products\","
                                    + "\"_key\":\"1\",\"_changes\":{\"stock\": 9},\"_lsn\":256,"
                                    + "\"_commit_index\":3,\"_committed_at\":\"2026-01-02T03:04:05.678901+00:00\","
                                    + "\"_txid\":42,\"_annotations\":{\"user\": \"ann\"},\"a\":\"update!\",\"l\":257,"
                                    + "\"c\":\"2026-01-02T03:04:05.678901+00:00\",\"before\":\"9\",\"sku\":\"x1\","
                                    + "\"n\":false}");
            assertThat(flow.document(change(READ, RECORD)))
                    .contains("\"_changes\":null", "\"_committed_at\":null", "\"_txid\":null")
                    .contains("\"before\":null", "\"n\":true", "\"c\":null");
        }
    }

    @Test
    void aRowThatTheFilterDoesNotKeepHasAnAddressAlone() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .filter("price > 0")
                        .transform("1 / stock AS x")
                        .route("sku")
                        .key("id", "name")
                        .open(TABLE)) {
            String no =
                    "{\"id\": 1, \"name\": \"a,b\", \"sku\": \"r\", \"price\": 0, \"stock\": 0}";
            String unknown = no.replace("\"price\": 0", "\"price\": null");

            assertThat(flow.process(insert(no), change(READ, unknown)))
                    .allSatisfy(
                            evaluation ->
                                    assertThat(evaluation.documents())
                                            .containsExactly(new Document("r", "1,a\\,b", null)));
            assertThat(flow.count("changesReceived")).isEqualTo(2);
            assertThat(flow.count("changesFiltered")).isEqualTo(2);
            assertThat(flow.count("changesFailed")).isZero();
        }
    }

    @Test
    void aRowThatIsGoneHasAnAddressWhateverTheFilterAndTheTransform() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .filter("1 / stock > 1")
                        .transform("CAST(name AS INT) AS n")
                        .route("'p_' || sku")
                        .open(TABLE)) {
            String last = "{\"id\": 1, \"name\": \"x\", \"sku\": \"a\", \"stock\": 0}";

            assertThat(flow.process(change(DELETE, last), change(TRUNCATE, last)))
                    .extracting(Evaluation::documents)
                    .containsOnly(List.of(new Document("p_a", "1", null)));
            assertThat(flow.failures()).isEmpty();
        }
    }

    @Test
    void aRowThatIsGoneHasNoAddressIfItCannotBeTold() throws Exception {
        try (TestOperator flow = TestFlow.with().route("sku").open(TABLE)) {
            List<Evaluation> evaluations =
                    flow.process(
                            change(DELETE, "{\"id\": 1}", Gaps.IDENTITY_ONLY),
                            change(DELETE, "{\"id\": 1, \"sku\": null}"));

            assertThat(evaluations)
                    .hasSize(2)
                    .allSatisfy(evaluation -> assertThat(evaluation.documents()).isEmpty());
            assertThat(flow.failures()).isEmpty();
        }
        try (TestOperator flow = TestFlow.with().open(TABLE)) {
            assertThat(
                            flow.process(change(DELETE, "{\"id\": 1}", Gaps.IDENTITY_ONLY))
                                    .get(0)
                                    .documents())
                    .containsExactly(new Document(null, "1", null));
        }
    }

    @Test
    void keysAndRoutesAreTheTextsOfTheirValues() throws Exception {
        try (TestOperator flow =
                TestFlow.with()
                        .route("price")
                        .key("`day`", "amount", "stock > 1", "name", "weight * 2", "created_at")
                        .open(TABLE)) {
            Document document = flow.process(insert(RECORD)).get(0).documents().get(0);

            assertThat(document.route()).isEqualTo("1.50");
            assertThat(document.id())
                    .isEqualTo("2026-01-01,1e-30,true,a \"b\" ключ,0.2,2026-01-01T00:00:00+00:00");
        }
    }

    @Test
    void aRouteOrKeyThatIsNullOrEmptyFailsTheChange() throws Exception {
        try (TestOperator flow = TestFlow.with().route("sku").key("id", "name").open(TABLE)) {
            flow.process(
                    insert("{\"id\": 1, \"name\": \"\", \"sku\": \"a\"}"),
                    insert("{\"id\": null, \"name\": \"b\", \"sku\": \"a\"}"),
                    insert("{\"id\": 1, \"name\": \"b\", \"sku\": null}"),
                    insert("{\"id\": 1, \"name\": \"b\", \"sku\": \"\"}"));

            assertThat(flow.failures())
                    .containsExactly(
                            "key: it is empty in expression 2",
                            "key: it is NULL in expression 1",
                            "route: it is NULL",
                            "route: it is empty");
        }
    }

    @Test
    void whatAFragmentThrowsFailsThatOneChange() throws Exception {
        try (TestOperator flow =
                TestFlow.with(
                                "CREATE FUNCTION throwing AS '"
                                        + Probe.Throwing.class.getName()
                                        + "'")
                        .filter("1 / stock > -1")
                        .transform("throwing(name) AS name, CAST(sku AS INT) AS sku")
                        .open(TABLE)) {
            VersionedChange zero = product("a", "1", 0);

            List<Evaluation> evaluations =
                    flow.process(
                            zero,
                            product("a", "12", 1),
                            product("a", "twelve", 1),
                            product("exception", "1", 1),
                            product("silent", "1", 1),
                            product("assertion", "1", 1),
                            product("stack", "1", 1),
                            product("b", "13", 1));

            assertThat(evaluations)
                    .extracting(evaluation -> evaluation.documents().get(0).content())
                    .containsExactly(
                            Json.of("{\"name\":\"a\",\"sku\":12}"),
                            Json.of("{\"name\":\"b\",\"sku\":13}"));
            assertThat(flow.failed().get(0).change()).isSameAs(zero);
            assertThat(flow.failures())
                    .containsExactly(
                            "filter: / by zero",
                            "transform: For input string: 'twelve'. Invalid character found.",
                            "transform: first line second line",
                            "transform: java.lang.UnsupportedOperationException",
                            "transform: not so",
                            "transform: java.lang.StackOverflowError");
            assertThat(flow.count("changesFailed")).isEqualTo(6);
            assertThat(flow.count("changesReceived")).isEqualTo(8);
        }
    }

    @Test
    void aFailureStopsTheJobIfTheFlowSaysSo() throws Exception {
        try (TestOperator flow =
                TestFlow.with().filter("1 / stock > 1").onError(ErrorPolicy.FAIL).open(TABLE)) {
            assertThatThrownBy(() -> flow.process(product("a", "1", 0)))
                    .isInstanceOf(FailedChangeException.class)
                    .hasMessage(
                            "The flow 'products' fails on public.products/1 by its filter: / by zero")
                    .hasCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void whatIsWrongWithTheProcessFailsTheJob() throws Exception {
        try (TestOperator flow =
                TestFlow.with(
                                "CREATE FUNCTION throwing AS '"
                                        + Probe.Throwing.class.getName()
                                        + "'")
                        .filter("throwing(name) = 'a'")
                        .open(TABLE)) {
            assertThatThrownBy(() -> flow.process(product("memory", "1", 1)))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> flow.process(product("linkage", "1", 1)))
                    .isInstanceOf(NoClassDefFoundError.class);
            assertThat(flow.failures()).isEmpty();
        }
    }

    @Test
    void aColumnThatTheRecordLacksFailsTheFragmentsThatUseIt() throws Exception {
        Gaps gaps = Gaps.of(List.of("name"));
        VersionedChange update = change(UPDATE, "{\"id\": 1, \"stock\": 2}", gaps);
        assertFailure(
                TestFlow.with().filter("name = 'a'"),
                update,
                "filter: the record lacks the column 'name'");
        assertFailure(
                TestFlow.with().filter("name IS NULL"),
                update,
                "filter: the record lacks the column 'name'");
        assertFailure(
                TestFlow.with().transform("id, name"),
                update,
                "transform: the record lacks the column 'name'");
        assertFailure(
                TestFlow.with().transform("UPPER(name) AS n"),
                update,
                "transform: the record lacks the column 'name'");
        assertFailure(
                TestFlow.with().transform("id").route("name"),
                update,
                "route: the record lacks the column 'name'");
        assertFailure(
                TestFlow.with().transform("id").key("id", "name"),
                update,
                "key: the record lacks the column 'name'");
        assertFailure(TestFlow.with(), update, "transform: the record lacks the column 'name'");
        try (TestOperator flow = TestFlow.with().filter("stock > 1").transform("id").open(TABLE)) {
            assertThat(flow.document(update)).isEqualTo("{\"id\":1}");
        }
    }

    @Test
    void aValueThatIsNoLongerOfItsTypeFailsWhatComputesWithIt() throws Exception {
        assertFailure(
                TestFlow.with().transform("stock + 1 AS n"),
                insert("{\"id\": 1, \"stock\": 3000000000}"),
                "transform: the column 'stock' holds 3000000000, which is no INT");
        assertFailure(
                TestFlow.with().filter("price > 1"),
                insert("{\"id\": 1, \"price\": \"NaN\"}"),
                "filter: the column 'price' holds \"NaN\", which is no DECIMAL(10, 2)");
        assertFailure(
                TestFlow.with().transform("tags[1] AS tag"),
                insert("{\"id\": 1, \"tags\": [[\"" + "x".repeat(99) + "\"]]}"),
                "transform: the column 'tags' holds [[\""
                        + "x".repeat(57)
                        + "…, which is no ARRAY<STRING>");
        try (TestOperator flow =
                TestFlow.with().transform("stock, price, tags, amount").open(TABLE)) {
            assertThat(
                            flow.document(
                                    insert(
                                            "{\"stock\": 3000000000, \"price\": \"NaN\", \"tags\": [[1]], \"amount\": 1e100}")))
                    .isEqualTo(
                            "{\"stock\":3000000000,\"price\":\"NaN\",\"tags\":[[1]],\"amount\":1e100}");
        }
    }

    @Test
    void actionsThatTheFlowLeavesOutAreNothingToIt() throws Exception {
        try (TestOperator flow = TestFlow.with().actions(FlowAction.UPDATE).open(TABLE)) {
            assertThat(
                            flow.process(
                                    change(INSERT, RECORD),
                                    change(DELETE, RECORD),
                                    change(UPDATE, RECORD),
                                    change(READ, RECORD)))
                    .extracting(Evaluation::action)
                    .containsExactly(UPDATE, READ);
            assertThat(flow.count("changesReceived")).isEqualTo(2);
        }
    }

    @Test
    void aTruncateIsTheEndOfEachRowUnlessItIsIgnored() throws Exception {
        try (TestOperator flow = TestFlow.with().open(TABLE)) {
            assertThat(flow.process(Changes.truncated(), change(TRUNCATE, RECORD)))
                    .singleElement()
                    .satisfies(
                            evaluation ->
                                    assertThat(evaluation.documents())
                                            .containsExactly(new Document(null, "1", null)));
        }
        try (TestOperator flow = TestFlow.with().truncate(TruncatePolicy.IGNORE).open(TABLE)) {
            assertThat(flow.process(Changes.truncated(), change(TRUNCATE, RECORD))).isEmpty();
        }
        try (TestOperator flow = TestFlow.with().truncate(TruncatePolicy.FAIL).open(TABLE)) {
            assertThatThrownBy(() -> flow.process(Changes.truncated()))
                    .isInstanceOf(TruncatedTableException.class)
                    .hasMessage(
                            "The table public.products was truncated, and the flow 'products' has"
                                    + " 'truncate: fail'. To go on, set it to 'propagate' or"
                                    + " 'ignore'");
        }
    }

    @Test
    void eachTableHasItsOwnColumnsAndOthersAreNoneOfTheFlow() throws Exception {
        TableName orders = new TableName("public", "orders");
        Table table =
                new Table(
                        orders,
                        List.of(Changes.column("name", "int4"), Changes.column("id", "text")),
                        List.of("id"),
                        false,
                        Changes.KEY_ALONE);
        try (TestOperator flow =
                TestFlow.with()
                        .transform("id || '' AS id, name")
                        .open(
                                new Table(
                                        Changes.PRODUCTS,
                                        List.of(
                                                Changes.column("id", "text"),
                                                Changes.column("name", "text")),
                                        List.of("id"),
                                        false,
                                        Changes.KEY_ALONE),
                                table)) {
            List<Evaluation> evaluations =
                    flow.process(
                            insert("{\"id\": \"1\", \"name\": \"a\"}"),
                            insertInto(new TableName("public", "others"), "{}"),
                            insertInto(orders, "{\"name\": 2, \"id\": \"x\"}"));

            assertThat(evaluations)
                    .extracting(evaluation -> evaluation.documents().get(0).content())
                    .containsExactly(
                            Json.of("{\"id\":\"1\",\"name\":\"a\"}"),
                            Json.of("{\"id\":\"x\",\"name\":2}"));
            assertThat(flow.count("changesReceived")).isEqualTo(2);
        }
    }

    @Test
    void functionsOfTheUserAreOpenedAndClosed() throws Exception {
        Probe.OPENED.set(0);
        Probe.CLOSED.set(0);
        try (TestOperator flow =
                TestFlow.with("CREATE FUNCTION probe AS '" + Probe.Lifecycle.class.getName() + "'")
                        .filter("probe(name) = 'a'")
                        .transform("probe(sku) AS sku")
                        .open(TABLE)) {
            assertThat(flow.document(product("a", "b", 1))).isEqualTo("{\"sku\":\"b\"}");
            assertThat(Probe.OPENED).hasValue(2);
            assertThat(Probe.CLOSED).hasValue(0);
        }
        assertThat(Probe.CLOSED).hasValue(2);
    }

    @Test
    void aRunWithOtherFragmentsGoesOnFromASavepoint() throws Exception {
        try (TestOperator before = TestFlow.with().filter("stock > 1").open(TABLE);
                TestOperator after =
                        TestOperator.restore(
                                TestFlow.with().transform("UPPER(sku) AS sku").plan(TABLE),
                                before.snapshot())) {
            assertThat(after.document(product("a", "b", 1))).isEqualTo("{\"sku\":\"B\"}");
        }
    }

    private static void assertFailure(TestFlow flow, VersionedChange change, String reason)
            throws Exception {
        try (TestOperator operator = flow.open(TABLE)) {
            assertThat(operator.process(change)).isEmpty();
            assertThat(operator.failures()).containsExactly(reason);
        }
    }

    private static VersionedChange product(String name, String sku, int stock) {
        return insert(
                "{\"id\": 1, \"name\": \"%s\", \"sku\": \"%s\", \"stock\": %d}"
                        .formatted(name, sku, stock));
    }

    private static VersionedChange insertInto(TableName table, String record) {
        return new VersionedChange(
                RowChange.of(
                        INSERT,
                        RowKey.of(table, List.of("1")),
                        Json.of(record),
                        new Origin(new Position(1, 1), 1, 1, null)),
                1);
    }
}
