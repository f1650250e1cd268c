package io.millrace.row;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import java.time.Duration;
import java.util.List;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
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

class LatestRowTest {
    private static final TableName TABLE = new TableName("public", "products");
    private static final long RETENTION = 60_000;

    /** All reads of a snapshot have one position, before that of every change. */
    private static final long SNAPSHOT = 99;

    private InterceptingOperatorMetricGroup metrics;
    private KeyedOneInputStreamOperatorTestHarness<RowKey, RowChange, VersionedChange> harness;

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
    void theFirstChangeOfARowPassesUnderItsPosition() throws Exception {
        RowChange change = change(INSERT, "1", 100);

        process(change);

        assertThat(passed()).containsExactly(new VersionedChange(change, 100));
        assertThat(replayed()).isZero();
        assertThat(rowsKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void laterChangesPassUnderTheirPositions() throws Exception {
        RowChange update = change(UPDATE, "1", 130);
        RowChange delete = change(DELETE, "1", 150);

        process(change(INSERT, "1", 100), update, delete);

        assertThat(passed().subList(1, 3))
                .containsExactly(
                        new VersionedChange(update, 130), new VersionedChange(delete, 150));
    }

    @Test
    void aReplayIsDroppedAndCounted() throws Exception {
        RowChange first = change(INSERT, "1", 100);
        RowChange second = change(UPDATE, "1", 110);
        process(first, second);

        process(first, second);

        assertThat(passed())
                .containsExactly(new VersionedChange(first, 100), new VersionedChange(second, 110));
        assertThat(replayed()).isEqualTo(2);
    }

    @Test
    void aReplayedDeleteIsDroppedAndItsTombstoneNotProlonged() throws Exception {
        RowChange delete = change(DELETE, "1", 110);
        process(delete);
        harness.setProcessingTime(RETENTION / 2);

        process(delete);

        assertThat(passed()).containsExactly(new VersionedChange(delete, 110));
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        harness.setProcessingTime(RETENTION);
        assertThat(rowsKept()).isZero();
    }

    @Test
    void changesOfOneTransactionAreToldApartByTheirIndex() throws Exception {
        RowChange first = change(INSERT, "1", new Position(100, 1));
        RowChange second = change(UPDATE, "1", new Position(100, 2));

        process(first, second, first, second);

        assertThat(passed())
                .containsExactly(new VersionedChange(first, 100), new VersionedChange(second, 101));
    }

    @Test
    void aTruncatedTableFailsTheJobForGood() {
        RowChange truncate =
                RowChange.truncate(TABLE, new Origin(new Position(100, 1), 7, 0, null));

        assertThatThrownBy(() -> process(truncate))
                .isInstanceOf(TruncatedTableException.class)
                .hasMessage(
                        "The table "
                                + TABLE
                                + " was truncated, which this version cannot pass on: its documents"
                                + " are still in the sinks. Empty them there, and begin anew with"
                                + " --fresh");
    }

    @Test
    void rowsDoNotKnowEachOther() throws Exception {
        RowChange one = change(INSERT, "1", 110);
        RowChange another = change(INSERT, "2", 100);
        RowChange ofAnotherTable =
                RowChange.of(
                        INSERT,
                        new RowKey(new TableName("public", "orders"), "1"),
                        Json.of("{}"),
                        new Origin(new Position(90, 0), 0, 0, null));

        process(one, another, ofAnotherTable);

        assertThat(passed())
                .containsExactly(
                        new VersionedChange(one, 110),
                        new VersionedChange(another, 100),
                        new VersionedChange(ofAnotherTable, 90));
        assertThat(rowsKept()).isEqualTo(3);
    }

    @Test
    void aReadAfterAChangeIsDropped() throws Exception {
        RowChange change = change(UPDATE, "1", 100);
        process(change);

        process(change(READ, "1", SNAPSHOT));

        assertThat(passed()).containsExactly(new VersionedChange(change, 100));
        assertThat(replayed()).isEqualTo(1);
    }

    @Test
    void aChangeAfterAReadPasses() throws Exception {
        RowChange read = change(READ, "1", SNAPSHOT);
        RowChange change = change(UPDATE, "1", 100);

        process(read, change);

        assertThat(passed())
                .containsExactly(
                        new VersionedChange(read, SNAPSHOT), new VersionedChange(change, 100));
    }

    @Test
    void aReadAfterAReadPassesUnderAHigherVersion() throws Exception {
        RowChange read = change(READ, "1", SNAPSHOT);

        process(read, read);

        assertThat(passed())
                .containsExactly(
                        new VersionedChange(read, SNAPSHOT),
                        new VersionedChange(read, SNAPSHOT + 1));
        assertThat(replayed()).isZero();
    }

    @Test
    void theVersionGrowsWhereThePositionLagsBehindIt() throws Exception {
        RowChange read = change(READ, "1", SNAPSHOT);
        RowChange change = change(UPDATE, "1", SNAPSHOT + 1);
        process(read, read, read);

        process(change);

        assertThat(passed().get(3)).isEqualTo(new VersionedChange(change, SNAPSHOT + 3));
    }

    @Test
    void versionsBeginAtOne() throws Exception {
        RowChange read = change(READ, "1", 0);

        process(read);

        assertThat(passed()).containsExactly(new VersionedChange(read, 1));
    }

    @Test
    void aTombstoneKeepsALateReadFromBringingARowBack() throws Exception {
        RowChange delete = change(DELETE, "1", 100);
        process(delete);

        process(change(READ, "1", SNAPSHOT));

        assertThat(passed()).containsExactly(new VersionedChange(delete, 100));
        assertThat(replayed()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfADeletedRowOnceItsTombstoneHasExpired() throws Exception {
        process(change(INSERT, "1", 100), change(DELETE, "1", 110));
        assertThat(rowsKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

        harness.setProcessingTime(RETENTION - 1);
        assertThat(rowsKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

        harness.setProcessingTime(RETENTION);
        assertThat(rowsKept()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(passed()).hasSize(2);
    }

    @Test
    void aRowThatCameBackKeepsItsStateWhenTheOldTombstoneWouldExpire() throws Exception {
        RowChange again = change(INSERT, "1", 120);
        process(change(DELETE, "1", 110), again);

        harness.setProcessingTime(RETENTION);

        assertThat(rowsKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        process(again);
        assertThat(replayed()).isEqualTo(1);
    }

    @Test
    void aRowThatIsDeletedAgainIsRememberedFromItsLastDeletion() throws Exception {
        process(change(DELETE, "1", 110), change(INSERT, "1", 120));
        harness.setProcessingTime(RETENTION / 2);
        process(change(DELETE, "1", 130));

        harness.setProcessingTime(RETENTION);
        assertThat(rowsKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

        harness.setProcessingTime(RETENTION + RETENTION / 2);
        assertThat(rowsKept()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void positionsVersionsAndTombstonesOutliveARestart(StateBackend backend) throws Exception {
        harness.close();
        open(backend, null);
        RowChange there = change(READ, "there", SNAPSHOT);
        RowChange gone = change(DELETE, "gone", 110);
        process(there, there, gone);
        OperatorSubtaskState state = harness.snapshot(1, 0);
        harness.close();

        open(backend, state);
        assertThat(rowsKept()).isEqualTo(2);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

        process(gone, change(READ, "gone", SNAPSHOT));
        assertThat(passed()).isEmpty();
        assertThat(replayed()).isEqualTo(2);

        process(there);
        assertThat(passed()).containsExactly(new VersionedChange(there, SNAPSHOT + 2));

        harness.setProcessingTime(RETENTION);
        assertThat(rowsKept()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    private void open(StateBackend backend, OperatorSubtaskState restored) throws Exception {
        metrics = new InterceptingOperatorMetricGroup();
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new LatestRow(Duration.ofMillis(RETENTION))),
                        RowChange::key,
                        VersionedTypeInfo.ROW_KEY,
                        environment());
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    private MockEnvironment environment() {
        return new MockEnvironmentBuilder()
                .setMetricGroup(
                        new InterceptingTaskMetricGroup() {
                            @Override
                            public InternalOperatorMetricGroup getOrAddOperator(
                                    OperatorID id, String name) {
                                return metrics;
                            }
                        })
                .build();
    }

    private void process(RowChange... changes) throws Exception {
        for (RowChange change : changes) {
            harness.processElement(change, 0);
        }
    }

    private long rowsKept() {
        return ((AbstractStreamOperator<?>) harness.getOperator())
                .getKeyedStateBackend()
                .getKeys("row", VoidNamespace.INSTANCE)
                .count();
    }

    private List<VersionedChange> passed() {
        return harness.extractOutputValues();
    }

    private long replayed() {
        return ((Counter) metrics.get("changesReplayed")).getCount();
    }

    private static RowChange change(Action action, String id, long lsn) {
        return change(action, id, new Position(lsn, 0));
    }

    private static RowChange change(Action action, String id, Position position) {
        return RowChange.of(
                action,
                RowKey.of(TABLE, List.of(id)),
                Json.of("{\"id\": " + id + "}"),
                new Origin(position, 7, 0, null));
    }
}
