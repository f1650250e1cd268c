package io.millrace.delivery;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.Holder;
import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Claims of one address, in the orders in which they can arrive. */
class OwnerTest {
    private static final Company COMPANY = new Company(List.of("flow", "active", "archive"));
    private static final long RETENTION = 60_000;
    private static final Json A = Json.of("\"a\"");
    private static final Json B = Json.of("\"b\"");

    private KeyedOneInputStreamOperatorTestHarness<Address, Claim, Claim> harness;

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

    @Test
    void theFirstClaimTakesTheDocumentAndItsHolderDeletesIt() throws Exception {
        process(write("a", INSERT, 10, A), write("a", UPDATE, 20, B), delete("a", 30));

        assertThat(sent()).containsExactly(upsert(10, A), upsert(20, B), gone(30));
    }

    @Test
    void aNewerClaimTakesTheDocumentAndTheOldHolderCannotDeleteIt() throws Exception {
        process(write("a", INSERT, 10, A), write("b", INSERT, 20, B), delete("a", 19));

        assertThat(sent()).containsExactly(upsert(10, A), upsert(20, B));
    }

    @Test
    void anOlderClaimOfAnotherIsTooLate() throws Exception {
        process(write("b", INSERT, 20, B), write("a", INSERT, 10, A), delete("a", 15));

        assertThat(sent()).containsExactly(upsert(20, B));
    }

    @Test
    void versionsGrowWithinOneTransaction() throws Exception {
        process(write("a", INSERT, 10, A));
        Position first = new Position(20, 1);
        Position second = new Position(20, 2);
        process(claim("a", DELETE, first, 20, null), claim("b", INSERT, second, 20, B));

        assertThat(sent()).containsExactly(upsert(10, A), gone(20), upsert(21, B));
    }

    @Test
    void anInsertOvertakesTheDeleteOfItsTransaction() throws Exception {
        process(write("a", INSERT, 10, A));
        Position first = new Position(20, 1);
        Position second = new Position(20, 2);
        process(claim("b", INSERT, second, 20, B), claim("a", DELETE, first, 20, null));

        assertThat(sent()).containsExactly(upsert(10, A), upsert(20, B));
    }

    @Test
    void aRowThatGivesAnAddressUpLaterThanAnotherClaimedItDoesNotShutThatOneOut() throws Exception {
        process(write("b", INSERT, 10, B));
        Position first = new Position(20, 1);
        Position second = new Position(20, 2);
        process(claim("b", UPDATE, second, 20, null), claim("a", UPDATE, first, 20, A));

        assertThat(sent()).containsExactly(upsert(10, B), gone(20), upsert(21, A));
    }

    @Test
    void aLateOlderClaimDoesNotBringADeletedDocumentBack() throws Exception {
        process(write("b", INSERT, 20, B), delete("b", 30), write("a", INSERT, 10, A));

        assertThat(sent()).containsExactly(upsert(20, B), gone(30));
    }

    @Test
    void anIdenticalDocumentIsNotSentButChangesHands() throws Exception {
        process(write("a", INSERT, 10, A), write("a", UPDATE, 15, A), write("b", INSERT, 20, A));
        process(delete("a", 30), delete("b", 40));

        assertThat(sent()).containsExactly(upsert(10, A), gone(40));
    }

    @Test
    void aReadIsAlwaysSent() throws Exception {
        process(write("a", READ, 10, A), write("a", READ, 10, A));

        assertThat(sent()).containsExactly(upsert(10, A), upsert(11, A));
    }

    @Test
    void aReadOfAnotherRowFromBeforeIsTooLate() throws Exception {
        process(write("b", INSERT, 20, B), write("a", READ, 10, A));

        assertThat(sent()).containsExactly(upsert(20, B));
    }

    @Test
    void aReadOfTheSameRowDoesNotMakeItOlder() throws Exception {
        process(write("b", INSERT, 20, B), write("b", READ, 5, B), write("a", INSERT, 10, A));

        assertThat(sent()).containsExactly(upsert(20, B), upsert(21, B));
    }

    @Test
    void ofTwoLivingRowsTheLastHasTheDocumentAndTheOtherTakesItBackWithItsNextChange()
            throws Exception {
        process(write("a", INSERT, 10, A), write("b", INSERT, 20, B), delete("b", 30));
        assertThat(sent()).last().isEqualTo(gone(30));

        process(write("a", UPDATE, 40, A));
        assertThat(sent()).last().isEqualTo(upsert(40, A));
    }

    @Test
    void flowsClaimLikeRows() throws Exception {
        RowKey row = new RowKey(new TableName("public", "t"), "a");
        Position move = new Position(20, 1);
        process(claim(new Holder("active", row), INSERT, new Position(10, 1), 10, A));
        process(claim(new Holder("archive", row), UPDATE, move, 20, B));
        process(claim(new Holder("active", row), UPDATE, move, 20, null));

        assertThat(sent()).containsExactly(upsert(10, A), upsert(20, B));
    }

    @Test
    void ofFlowsThatMakeADocumentOfTheSameChangeTheLastOneHasIt() throws Exception {
        Claim active = claim(flow("active"), INSERT, new Position(10, 1), 10, A);
        Claim archive = claim(flow("archive"), INSERT, new Position(10, 1), 10, B);

        process(active, archive, active);

        assertThat(sent()).containsExactly(upsert(10, A), upsert(11, B));
    }

    @Test
    void aFlowThatHasGivenADocumentUpDoesNotKeepAnotherFromIt() throws Exception {
        process(claim(flow("archive"), INSERT, new Position(10, 1), 10, B));
        process(claim(flow("archive"), UPDATE, new Position(20, 1), 20, null));
        process(claim(flow("active"), INSERT, new Position(10, 1), 10, A));

        assertThat(sent()).containsExactly(upsert(10, B), gone(20), upsert(21, A));
    }

    @Test
    void whatAFlowHasThatIsNoLongerThereIsForTheOthersToTakeOrDelete() throws Exception {
        process(claim(flow("former"), INSERT, new Position(10, 1), 10, A));
        process(claim(flow("active"), UPDATE, new Position(20, 1), 20, null));
        process(claim(flow("former"), INSERT, new Position(40, 1), 40, A));
        process(claim(flow("active"), READ, new Position(30, 1), 30, B));

        assertThat(sent()).containsExactly(upsert(10, A), gone(20), upsert(40, A), upsert(41, B));
    }

    @Test
    void whatIsDeletedWithoutAKnownHolderIsDeletedInTheTarget() throws Exception {
        process(delete("a", 30), delete("a", 31), write("b", INSERT, 20, B));

        assertThat(sent()).containsExactly(gone(30), upsert(31, B));
    }

    @Test
    void addressesDoNotKnowEachOther() throws Exception {
        process(write("a", INSERT, 10, A));
        Claim elsewhere =
                new Claim(
                        holder("b"),
                        INSERT,
                        new Position(5, 1),
                        0,
                        null,
                        new Delivery("r", "x", 5, B, 0));

        process(elsewhere);

        assertThat(sent()).containsExactly(upsert(10, A), elsewhere.delivery());
    }

    @Test
    void nothingIsLeftOfADeletedDocumentOnceItsTombstoneHasExpired() throws Exception {
        process(write("a", INSERT, 10, A), delete("a", 20));
        assertThat(addressesKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

        harness.setProcessingTime(RETENTION - 1);
        assertThat(addressesKept()).isEqualTo(1);
        harness.setProcessingTime(RETENTION);
        assertThat(addressesKept()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aDocumentThatCameBackKeepsItsOwnerWhenTheOldTombstoneWouldExpire() throws Exception {
        process(write("a", INSERT, 10, A), delete("a", 20), write("b", INSERT, 30, B));

        harness.setProcessingTime(RETENTION);

        assertThat(addressesKept()).isEqualTo(1);
        process(write("a", INSERT, 25, A));
        assertThat(sent()).last().isEqualTo(upsert(30, B));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void ownersAndTombstonesOutliveARestart(StateBackend backend) throws Exception {
        harness.close();
        open(backend, null);
        process(write("a", INSERT, 10, A), delete("a", 20));
        OperatorSubtaskState state = harness.snapshot(1, 0);
        harness.close();

        open(backend, state);
        process(write("b", INSERT, 5, B));
        assertThat(sent()).isEmpty();
        process(write("b", INSERT, 15, B));
        assertThat(sent()).containsExactly(upsert(21, B));
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
    }

    private void open(StateBackend backend, OperatorSubtaskState restored) throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new Owner(COMPANY, Duration.ofMillis(RETENTION))),
                        Claim::address,
                        VersionedTypeInfo.ADDRESS);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    private void process(Claim... claims) throws Exception {
        for (Claim claim : claims) {
            harness.processElement(claim, 0);
        }
    }

    private List<Delivery> sent() {
        return harness.extractOutputValues().stream().map(Claim::delivery).toList();
    }

    private long addressesKept() {
        return ((AbstractStreamOperator<?>) harness.getOperator())
                .getKeyedStateBackend()
                .getKeys("ownership", VoidNamespace.INSTANCE)
                .count();
    }

    private static Claim write(String row, Action action, long lsn, Json document) {
        return claim(row, action, new Position(lsn, 1), lsn, document);
    }

    private static Claim delete(String row, long lsn) {
        return claim(row, DELETE, new Position(lsn, 1), lsn, null);
    }

    private static Claim claim(
            String row, Action action, Position position, long version, Json document) {
        return claim(holder(row), action, position, version, document);
    }

    private static Claim claim(
            Holder holder, Action action, Position position, long version, Json document) {
        return new Claim(
                holder, action, position, 0, null, new Delivery(null, "x", version, document, 0));
    }

    private static Holder flow(String name) {
        return new Holder(name, new RowKey(new TableName("public", "t"), "a"));
    }

    private static Holder holder(String row) {
        return new Holder("flow", new RowKey(new TableName("public", "t"), row));
    }

    private static Delivery upsert(long version, Json document) {
        return new Delivery(null, "x", version, document, 0);
    }

    private static Delivery gone(long version) {
        return new Delivery(null, "x", version, null, 0);
    }
}
