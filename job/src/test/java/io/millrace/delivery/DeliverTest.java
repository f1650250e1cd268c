package io.millrace.delivery;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import java.util.List;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeliverTest {
    private static final TableName TABLE = new TableName("public", "products");
    private static final String ROW = "7";
    private static final Json A = Json.of("{\"name\": \"a\"}");
    private static final Json B = Json.of("{\"name\": \"b\"}");
    private static final long COMMITTED_AT = 1_767_225_600_123_456L;

    private KeyedOneInputStreamOperatorTestHarness<RowKey, Evaluation, Delivery> harness;
    private long version;
    private int seen;

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @BeforeEach
    void openWithoutState() throws Exception {
        open(new HashMapStateBackend(), null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "UPDATE", "READ"})
    void aRowThatIsNewIsWritten(Action action) throws Exception {
        process(action, at("7", A));

        assertThat(sent()).containsExactly(new Delivery(null, "7", 1, A, COMMITTED_AT));
        assertThat(rowsKept()).isEqualTo(1);
    }

    @Test
    void aChangedDocumentIsWrittenUnderTheVersionOfItsChange() throws Exception {
        process(INSERT, at("7", A));
        process(UPDATE, at("7", B));

        assertThat(sent()).containsExactly(upsert("7", 1, A), upsert("7", 2, B));
    }

    @Test
    void aDocumentThatIsAsItWasIsNotSent() throws Exception {
        process(INSERT, at("7", A));
        process(UPDATE, at("7", Json.of(A.toString())));
        process(UPDATE, at("7", B));
        process(UPDATE, at("7", A));

        assertThat(sent()).containsExactly(upsert("7", 1, A), upsert("7", 3, B), upsert("7", 4, A));
    }

    @Test
    void aReadIsAlwaysSent() throws Exception {
        process(READ, at("7", A));
        process(READ, at("7", A));

        assertThat(sent()).containsExactly(upsert("7", 1, A), upsert("7", 2, A));
    }

    /** Before a crash, the read's version may have gone to another state of the row. */
    @Test
    void theFirstChangeAfterAReadIsSentWhateverItHolds() throws Exception {
        process(READ, at("7", A));
        process(UPDATE, at("7", A));
        process(UPDATE, at("7", A));

        assertThat(sent()).containsExactly(upsert("7", 1, A), upsert("7", 2, A));
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "UPDATE", "READ"})
    void aRowThatLeavesTheFilterLeavesNoDocument(Action action) throws Exception {
        process(INSERT, at("7", A));
        process(action, nothingAt("7"));
        process(UPDATE, nothingAt("7"));

        assertThat(sent()).containsExactly(upsert("7", 1, A), delete("7", 2));
    }

    @Test
    void aRowThatComesBackIntoTheFilterIsWritten() throws Exception {
        process(INSERT, at("7", A));
        process(UPDATE, nothingAt("7"));
        process(UPDATE, at("7", A));

        assertThat(sent()).contains(upsert("7", 3, A));
    }

    @Test
    void aDocumentThatChangesItsRouteGoesWhereItWas() throws Exception {
        process(INSERT, new Document("eu", "7", A));
        process(UPDATE, new Document("us", "7", A));
        process(UPDATE, at("7", A));
        process(UPDATE, new Document("us", "7", B));

        assertThat(sent())
                .containsExactly(
                        in("eu", "7", 1, A),
                        in("eu", "7", 2, null),
                        in("us", "7", 2, A),
                        in("us", "7", 3, null),
                        in(null, "7", 3, A),
                        in(null, "7", 4, null),
                        in("us", "7", 4, B));
    }

    @Test
    void aDocumentThatChangesItsIdGoesWhereItWas() throws Exception {
        process(INSERT, at("sku-1", A));
        process(UPDATE, at("sku-2", A));
        process(DELETE, nothingAt("sku-2"));

        assertThat(sent())
                .containsExactly(
                        upsert("sku-1", 1, A),
                        delete("sku-1", 2),
                        upsert("sku-2", 2, A),
                        delete("sku-2", 3));
    }

    @Test
    void ofSeveralDocumentsOnlyWhatChangesIsSent() throws Exception {
        process(INSERT, at("1", A), at("2", A), new Document("r", "3", A));
        process(UPDATE, at("2", B), at("4", A), new Document("r", "3", A));

        assertThat(sent())
                .containsExactly(
                        upsert("1", 1, A),
                        upsert("2", 1, A),
                        in("r", "3", 1, A),
                        delete("1", 2),
                        upsert("2", 2, B),
                        upsert("4", 2, A));
        process(DELETE);
        assertThat(sent()).containsExactly(delete("2", 3), delete("4", 3), in("r", "3", 3, null));
        assertThat(rowsKept()).isZero();
    }

    @Test
    void aTransformThatReturnsNothingRemovesTheOldDocument() throws Exception {
        process(INSERT, at("7", A));
        process(UPDATE);

        assertThat(sent()).containsExactly(upsert("7", 1, A), delete("7", 2));
    }

    @Test
    void ofOneAddressNamedTwiceTheLastDocumentCounts() throws Exception {
        process(UPDATE, nothingAt("7"), at("7", A), at("8", A), at("7", B), nothingAt("8"));

        assertThat(sent()).containsExactlyInAnyOrder(upsert("7", 1, B), upsert("8", 1, A));
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETE", "TRUNCATE"})
    void nothingIsKeptOfARowThatIsGone(Action action) throws Exception {
        process(INSERT, at("7", A));
        process(action, nothingAt("7"));

        assertThat(sent()).containsExactly(upsert("7", 1, A), delete("7", 2));
        assertThat(rowsKept()).isZero();
    }

    @Test
    void aRowThatIsInsertedAgainIsWrittenThoughItIsAsItWas() throws Exception {
        process(INSERT, at("7", A));
        process(DELETE, nothingAt("7"));
        process(INSERT, at("7", A));

        assertThat(sent()).containsExactly(upsert("7", 1, A), delete("7", 2), upsert("7", 3, A));
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "DELETE", "TRUNCATE"})
    void withoutStateADocumentIsDeletedWhereverOneWouldBe(Action action) throws Exception {
        process(action, new Document("eu", "7", null), nothingAt("8"), nothingAt("8"));

        assertThat(sent()).containsExactly(in("eu", "7", 1, null), delete("8", 1));
    }

    @Test
    void aRowThatIsFilteredOutForLongIsDeletedOnce() throws Exception {
        process(UPDATE, nothingAt("7"));
        process(UPDATE, nothingAt("7"));
        process(UPDATE, nothingAt("7"));
        process(DELETE, nothingAt("7"));

        assertThat(sent()).containsExactly(delete("7", 1));
        assertThat(rowsKept()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT", "READ"})
    void aNewRowThatIsFilteredOutCostsNothing(Action action) throws Exception {
        process(action, nothingAt("7"));

        assertThat(sent()).isEmpty();
        assertThat(rowsKept()).isZero();
    }

    @Test
    void rowsDoNotKnowEachOther() throws Exception {
        process("1", UPDATE, at("1", A));
        process("2", UPDATE, at("2", A));
        process("1", DELETE, nothingAt("1"));

        assertThat(sent()).containsExactly(upsert("1", 1, A), upsert("2", 2, A), delete("1", 3));
        assertThat(rowsKept()).isEqualTo(1);
    }

    /**
     * The flow routes, filters and names otherwise after the restart; rows follow as they change.
     */
    @ParameterizedTest
    @MethodSource("backends")
    void documentsAreFoundAgainAfterTheFlowWasChanged(StateBackend backend) throws Exception {
        harness.close();
        open(backend, null);
        for (String row : List.of("same", "moved", "filtered", "renamed", "deleted", "split")) {
            process(row, INSERT, at(row, A));
        }
        process("nothing", UPDATE, nothingAt("nothing"));
        OperatorSubtaskState state = harness.snapshot(1, 0);
        harness.close();

        open(backend, state);
        process("same", UPDATE, at("same", A));
        process("moved", UPDATE, new Document("eu", "moved", A));
        process("filtered", UPDATE, new Document("eu", "filtered", null));
        process("renamed", READ, at("sku", B));
        process("deleted", DELETE, new Document("eu", "other", null));
        process("split", UPDATE, at("split", A), at("split-2", A));
        process("nothing", UPDATE, new Document("eu", "nothing", null));

        assertThat(sent())
                .containsExactly(
                        delete("moved", 9),
                        in("eu", "moved", 9, A),
                        delete("filtered", 10),
                        delete("renamed", 11),
                        upsert("sku", 11, B),
                        delete("deleted", 12),
                        upsert("split-2", 13, A));
        assertThat(rowsKept()).isEqualTo(6);
    }

    private void open(StateBackend backend, OperatorSubtaskState restored) throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(Deliver.toSink()),
                        Evaluation::key,
                        VersionedTypeInfo.ROW_KEY);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        seen = 0;
    }

    private void process(Action action, Document... documents) throws Exception {
        process(ROW, action, documents);
    }

    private void process(String row, Action action, Document... documents) throws Exception {
        version++;
        Origin origin = new Origin(new Position(version, 1), 3, COMMITTED_AT, null);
        RowKey key = new RowKey(TABLE, row);
        harness.processElement(new Evaluation(action, key, version, origin, List.of(documents)), 0);
    }

    /** What was sent since this was last asked. */
    private List<Delivery> sent() {
        List<Delivery> all = harness.extractOutputValues();
        List<Delivery> fresh = all.subList(seen, all.size());
        seen = all.size();
        return fresh;
    }

    private long rowsKept() {
        return ((AbstractStreamOperator<?>) harness.getOperator())
                .getKeyedStateBackend()
                .getKeys("documents", VoidNamespace.INSTANCE)
                .count();
    }

    private static Document at(String id, Json content) {
        return new Document(null, id, content);
    }

    private static Document nothingAt(String id) {
        return new Document(null, id, null);
    }

    private static Delivery in(String route, String id, long version, Json document) {
        return new Delivery(route, id, version, document, COMMITTED_AT);
    }

    private static Delivery upsert(String id, long version, Json document) {
        return in(null, id, version, document);
    }

    private static Delivery delete(String id, long version) {
        return in(null, id, version, null);
    }
}
