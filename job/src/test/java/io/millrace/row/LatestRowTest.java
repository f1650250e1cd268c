package io.millrace.row;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.Reading;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import java.util.List;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatestRowTest {
    private static final TableName TABLE = new TableName("public", "products");
    private static final long RETENTION = LatestRowHarness.RETENTION.toMillis();

    /** Where the log is when rows are read. */
    private static final long SNAPSHOT = 99;

    private LatestRowHarness harness;

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @BeforeEach
    void openWithoutState() throws Exception {
        harness = LatestRowHarness.setup().progress(LogProgress.UNKNOWN).open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theFirstChangeOfARowPassesUnderItsPosition() throws Exception {
        RowChange change = change(INSERT, "1", 100);

        harness.process(change);

        assertThat(harness.passed()).containsExactly(new VersionedChange(change, 100));
        assertThat(harness.counter("changesReplayed")).isZero();
        assertThat(harness.rowsKept()).isEqualTo(1);
        assertThat(harness.timers()).isZero();
    }

    @Test
    void laterChangesPassUnderTheirPositions() throws Exception {
        RowChange update = change(UPDATE, "1", 130);
        RowChange delete = change(DELETE, "1", 150);

        harness.process(change(INSERT, "1", 100), update, delete);

        assertThat(harness.passed().subList(1, 3))
                .containsExactly(
                        new VersionedChange(update, 130), new VersionedChange(delete, 150));
    }

    @Test
    void aReplayIsDroppedAndCounted() throws Exception {
        RowChange first = change(INSERT, "1", 100);
        RowChange second = change(UPDATE, "1", 110);
        harness.process(first, second);

        harness.process(first, second);

        assertThat(harness.passed())
                .containsExactly(new VersionedChange(first, 100), new VersionedChange(second, 110));
        assertThat(harness.counter("changesReplayed")).isEqualTo(2);
    }

    @Test
    void aReplayedDeleteIsDroppedAndItsTombstoneNotProlonged() throws Exception {
        RowChange delete = change(DELETE, "1", 110);
        harness.process(delete);
        harness.time(RETENTION / 2);

        harness.process(delete);

        assertThat(harness.passed()).containsExactly(new VersionedChange(delete, 110));
        assertThat(harness.timers()).isEqualTo(1);
        harness.time(RETENTION);
        assertThat(harness.rowsKept()).isZero();
    }

    @Test
    void changesOfOneTransactionAreToldApartByTheirIndex() throws Exception {
        RowChange first = change(INSERT, "1", new Position(100, 1));
        RowChange second = change(UPDATE, "1", new Position(100, 2));

        harness.process(first, second, first, second);

        assertThat(harness.passed())
                .containsExactly(new VersionedChange(first, 100), new VersionedChange(second, 101));
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

        harness.process(one, another, ofAnotherTable);

        assertThat(harness.passed())
                .containsExactly(
                        new VersionedChange(one, 110),
                        new VersionedChange(another, 100),
                        new VersionedChange(ofAnotherTable, 90));
        assertThat(harness.rowsKept()).isEqualTo(3);
    }

    @Test
    void aReadAfterAChangeIsDropped() throws Exception {
        RowChange change = change(UPDATE, "1", 100);
        harness.process(change);

        harness.process(read("1", SNAPSHOT));

        assertThat(harness.passed()).containsExactly(new VersionedChange(change, 100));
        assertThat(harness.counter("readsOutdated")).isEqualTo(1);
    }

    @Test
    void aChangeAfterAReadPasses() throws Exception {
        RowChange read = read("1", SNAPSHOT);
        RowChange change = change(UPDATE, "1", 100);

        harness.process(read, change);

        assertThat(harness.passed())
                .containsExactly(
                        new VersionedChange(read, SNAPSHOT), new VersionedChange(change, 100));
    }

    @Test
    void aReadAfterAReadPassesUnderAHigherVersion() throws Exception {
        RowChange read = read("1", SNAPSHOT);

        harness.process(read, read);

        assertThat(harness.passed())
                .containsExactly(
                        new VersionedChange(read, SNAPSHOT),
                        new VersionedChange(read, SNAPSHOT + 1));
        assertThat(harness.counter("changesReplayed")).isZero();
    }

    @Test
    void theVersionGrowsWhereThePositionLagsBehindIt() throws Exception {
        RowChange read = read("1", SNAPSHOT);
        RowChange change = change(UPDATE, "1", SNAPSHOT + 1);
        harness.process(read, read, read);

        harness.process(change);

        assertThat(harness.passed().get(3)).isEqualTo(new VersionedChange(change, SNAPSHOT + 3));
    }

    @Test
    void versionsBeginAtOne() throws Exception {
        RowChange read = read("1", 0);

        harness.process(read);

        assertThat(harness.passed()).containsExactly(new VersionedChange(read, 1));
    }

    @Test
    void aTombstoneKeepsALateReadFromBringingARowBack() throws Exception {
        RowChange delete = change(DELETE, "1", 100);
        harness.process(delete);

        harness.process(read("1", SNAPSHOT));

        assertThat(harness.passed()).containsExactly(new VersionedChange(delete, 100));
        assertThat(harness.counter("readsOutdated")).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfADeletedRowOnceItsTombstoneHasExpired() throws Exception {
        harness.process(change(INSERT, "1", 100), change(DELETE, "1", 110));
        assertThat(harness.rowsKept()).isEqualTo(1);
        assertThat(harness.timers()).isEqualTo(1);

        harness.time(RETENTION - 1);
        assertThat(harness.rowsKept()).isEqualTo(1);
        assertThat(harness.timers()).isEqualTo(1);

        harness.time(RETENTION);
        assertThat(harness.rowsKept()).isZero();
        assertThat(harness.timers()).isZero();
        assertThat(harness.passed()).hasSize(2);
    }

    @Test
    void aRowThatCameBackKeepsItsStateWhenTheOldTombstoneWouldExpire() throws Exception {
        RowChange again = change(INSERT, "1", 120);
        harness.process(change(DELETE, "1", 110), again);

        harness.time(RETENTION);

        assertThat(harness.rowsKept()).isEqualTo(1);
        assertThat(harness.timers()).isZero();
        harness.process(again);
        assertThat(harness.counter("changesReplayed")).isEqualTo(1);
    }

    @Test
    void aRowThatIsDeletedAgainIsRememberedFromItsLastDeletion() throws Exception {
        harness.process(change(DELETE, "1", 110), change(INSERT, "1", 120));
        harness.time(RETENTION / 2);
        harness.process(change(DELETE, "1", 130));

        harness.time(RETENTION);
        assertThat(harness.rowsKept()).isEqualTo(1);
        assertThat(harness.timers()).isEqualTo(1);

        harness.time(RETENTION + RETENTION / 2);
        assertThat(harness.rowsKept()).isZero();
        assertThat(harness.timers()).isZero();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void positionsVersionsAndTombstonesOutliveARestart(StateBackend backend) throws Exception {
        harness.close();
        harness = LatestRowHarness.setup().progress(LogProgress.UNKNOWN).backend(backend).open();
        RowChange there = read("there", SNAPSHOT);
        RowChange gone = change(DELETE, "gone", 110);
        harness.process(there, there, gone);
        OperatorSubtaskState state = harness.snapshot();
        harness.close();

        harness =
                LatestRowHarness.setup()
                        .progress(LogProgress.UNKNOWN)
                        .backend(backend)
                        .restore(state);
        assertThat(harness.rowsKept()).isEqualTo(2);
        assertThat(harness.timers()).isEqualTo(1);

        harness.process(gone, read("gone", SNAPSHOT));
        assertThat(harness.passed()).isEmpty();
        assertThat(harness.counter("changesReplayed")).isEqualTo(1);
        assertThat(harness.counter("readsOutdated")).isEqualTo(1);

        harness.process(there);
        assertThat(harness.passed()).containsExactly(new VersionedChange(there, SNAPSHOT + 2));

        harness.time(RETENTION);
        assertThat(harness.rowsKept()).isEqualTo(1);
        assertThat(harness.timers()).isZero();
    }

    /** It does not show what the changes have done. */
    private static RowChange read(String id, long lsn) {
        Reading reading = new Reading("flow", new Snapshot(7, 7, List.of()));
        return RowChange.of(
                READ,
                RowKey.of(TABLE, List.of(id)),
                Json.of("{\"id\": " + id + "}"),
                Origin.ofRead(lsn, reading));
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
