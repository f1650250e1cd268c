package io.millrace.row;

import static io.millrace.row.LatestRowHarness.MAX_PARALLELISM;
import static io.millrace.row.LatestRowHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.Reading;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.config.RowImages;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link LatestRow} makes of the truncates that a {@link TruncateSpread} has copied. */
class LatestRowTruncateTest {
    private static final TableName TABLE = new TableName("public", "t");
    private static final TableName OTHER = new TableName("public", "other");

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyRowThatIsThereGoesAndThenTheTable(StateBackend backend) throws Exception {
        try (LatestRowHarness harness =
                LatestRowHarness.setup().backend(backend).images(RowImages.ALWAYS).open()) {
            harness.process(insert("there", 100), insert("gone", 100), insert("other", 100, OTHER));
            harness.process(delete("gone", 110));
            harness.passed();

            harness.process(copies(truncate(200)));

            assertThat(harness.passed())
                    .containsExactly(
                            new VersionedChange(
                                    new RowChange(
                                            Action.TRUNCATE,
                                            new RowKey(TABLE, "there"),
                                            json("{'id':'there'}"),
                                            Gaps.NONE,
                                            null,
                                            truncate(200).origin()),
                                    200),
                            new VersionedChange(truncate(200), 200));
        }
    }

    @Test
    void aTombstoneIsLeftAsByADelete() throws Exception {
        try (LatestRowHarness harness = LatestRowHarness.setup().open()) {
            harness.process(insert("1", 100), insert("2", 100));
            harness.process(copies(truncate(200)));
            assertThat(harness.rowsKept())
                    .as("two rows and the key groups")
                    .isEqualTo(2 + MAX_PARALLELISM);
            harness.passed();

            harness.watermark(200);
            harness.process(insert("1", 150), read("2", 90), read("never seen", 200));
            assertThat(harness.passed()).isEmpty();
            assertThat(harness.counter("readsOutdated")).isEqualTo(2);
            harness.process(insert("2", 210));
            assertThat(harness.passed())
                    .containsExactly(new VersionedChange(insert("2", 210), 210));

            harness.time(LatestRowHarness.RETENTION.toMillis());
            assertThat(harness.rowsKept()).isEqualTo(1);
            assertThat(harness.timers()).isZero();
        }
    }

    @Test
    void theLastStateIsUnknownWithoutAnImage() throws Exception {
        try (LatestRowHarness harness = LatestRowHarness.setup().open()) {
            harness.process(insert("1", 100));
            harness.process(copies(truncate(200)));

            RowChange gone = harness.passed().get(1).change();
            assertThat(gone.key().id()).isEqualTo("1");
            assertThat(gone.record()).isEqualTo(Json.of("{}"));
            assertThat(gone.gaps()).isEqualTo(Gaps.IDENTITY_ONLY);
        }
    }

    @Test
    void rowsThatCameAfterItStayWhenItIsRepeated() throws Exception {
        try (LatestRowHarness harness = LatestRowHarness.setup().open()) {
            harness.process(insert("1", 100));
            harness.process(copies(truncate(200)));
            harness.process(insert("1", 210), insert("2", 220));
            OperatorSubtaskState state = harness.snapshot();
            harness.passed();

            harness.process(copies(truncate(200)));
            assertThat(harness.passed()).isEmpty();
            try (LatestRowHarness restored = LatestRowHarness.setup().restore(state)) {
                restored.process(copies(truncate(200)));
                assertThat(restored.passed()).isEmpty();
            }
        }
    }

    @Test
    void eachTruncateIsToldAndVersionsGrow() throws Exception {
        try (LatestRowHarness harness =
                LatestRowHarness.setup().progress(LogProgress.UNKNOWN).open()) {
            harness.process(read("1", 300), read("1", 300), read("1", 300));
            harness.process(copies(truncate(new Position(301, 1))));
            harness.process(insert("1", new Position(301, 2)));
            harness.process(copies(truncate(new Position(301, 3))));

            assertThat(harness.passed())
                    .extracting(passed -> passed.change().action(), VersionedChange::version)
                    .containsExactly(
                            tuple(Action.READ, 300L),
                            tuple(Action.READ, 301L),
                            tuple(Action.READ, 302L),
                            tuple(Action.TRUNCATE, 303L),
                            tuple(Action.TRUNCATE, 301L),
                            tuple(Action.INSERT, 304L),
                            tuple(Action.TRUNCATE, 305L),
                            tuple(Action.TRUNCATE, 302L));
        }
    }

    @Test
    void aRowThatWasReadAgainAfterItStays() throws Exception {
        RowKey key = new RowKey(TABLE, "1");
        FakeSourceRows source =
                new FakeSourceRows().put(key, json("{'id':'1'}"), new Snapshot(50, 50, List.of()));
        try (LatestRowHarness harness = LatestRowHarness.setup().source(source).open()) {
            harness.process(
                    new RowChange(
                            Action.UPDATE,
                            key,
                            json("{}"),
                            Gaps.of(List.of("id")),
                            null,
                            origin(new Position(100, 1), 40)));
            harness.passed();

            harness.process(copies(RowChange.truncate(TABLE, origin(new Position(200, 1), 49))));
            assertThat(harness.passed())
                    .extracting(passed -> passed.change().key().id())
                    .containsExactly("");
            harness.process(copies(RowChange.truncate(TABLE, origin(new Position(300, 1), 50))));
            assertThat(harness.passed())
                    .extracting(passed -> passed.change().key().id())
                    .containsExactly("1", "");
        }
    }

    @Test
    void aTruncateThatWasNotSpreadIsRefused() throws Exception {
        try (LatestRowHarness harness = LatestRowHarness.setup().open()) {
            assertThatThrownBy(() -> harness.process(truncate(100)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A truncate of public.t was not spread");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void allOfManyRowsGoInOneWalk(StateBackend backend) throws Exception {
        int rows = 5_000;
        try (LatestRowHarness harness =
                LatestRowHarness.setup().backend(backend).maxParallelism(128).open()) {
            for (int i = 0; i < rows; i++) {
                harness.process(insert(Integer.toString(i), 100));
            }
            harness.passed();

            harness.process(copies(truncate(200), 128));

            List<VersionedChange> passed = harness.passed();
            assertThat(passed).hasSize(rows + 1);
            assertThat(passed.stream().map(change -> change.change().key().id()).distinct())
                    .hasSize(rows + 1);
            harness.process(copies(truncate(200), 128));
            assertThat(harness.passed()).isEmpty();
            harness.time(LatestRowHarness.RETENTION.toMillis());
            assertThat(harness.rowsKept()).isZero();
        }
    }

    /**
     * A checkpoint falls when one of two subtasks has had the first of its copies and the other
     * none, and even has rows of before it waiting.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16})
    void aTruncateGoesOnAcrossARescale(int parallelism) throws Exception {
        List<RowChange> copies = List.of(copies(truncate(200)));
        List<RowChange> waiting = new ArrayList<>(copies.subList(1, copies.size()));
        List<RowChange> late =
                IntStream.range(100, 140)
                        .mapToObj(id -> insert(Integer.toString(id), 150))
                        .filter(change -> LatestRowHarness.subtaskOf(change.key(), 2) == 1)
                        .toList();
        // Those of the second subtask come before its copies.
        waiting.addAll(MAX_PARALLELISM / 2 - 1, late);
        List<VersionedChange> passed = new ArrayList<>();
        OperatorSubtaskState state;
        try (LatestRowHarness first = LatestRowHarness.setup().subtask(0, 2).open();
                LatestRowHarness second = LatestRowHarness.setup().subtask(1, 2).open()) {
            for (int id = 0; id < 100; id++) {
                RowChange row = insert(Integer.toString(id), 100);
                (LatestRowHarness.subtaskOf(row.key(), 2) == 0 ? first : second).process(row);
            }
            first.passed();
            first.process(copies.get(0));
            passed.addAll(first.passed());
            state =
                    AbstractStreamOperatorTestHarness.repackageState(
                            first.snapshot(), second.snapshot());
        }
        for (int i = 0; i < parallelism; i++) {
            int subtask = i;
            OperatorSubtaskState share =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MAX_PARALLELISM, 2, parallelism, subtask);
            try (LatestRowHarness harness =
                    LatestRowHarness.setup().subtask(subtask, parallelism).restore(share)) {
                for (RowChange change : waiting) {
                    if (LatestRowHarness.subtaskOf(change.key(), parallelism) == subtask) {
                        harness.process(change);
                    }
                }
                passed.addAll(harness.passed());
            }
        }
        List<String> truncated =
                passed.stream()
                        .filter(change -> change.change().action() == Action.TRUNCATE)
                        .map(change -> change.change().key().id())
                        .toList();
        List<String> expected = new ArrayList<>(List.of(""));
        IntStream.range(0, 100).forEach(id -> expected.add(Integer.toString(id)));
        late.forEach(change -> expected.add(change.key().id()));
        assertThat(late).hasSizeGreaterThan(5);
        assertThat(truncated).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static RowChange[] copies(RowChange truncate) {
        return copies(truncate, MAX_PARALLELISM);
    }

    private static RowChange[] copies(RowChange truncate, int maxParallelism) {
        List<RowChange> copies = new ArrayList<>();
        new TruncateSpread(maxParallelism).flatMap(truncate, new ListCollector<>(copies));
        return copies.toArray(RowChange[]::new);
    }

    private static RowChange truncate(long lsn) {
        return truncate(new Position(lsn, 1));
    }

    private static RowChange truncate(Position position) {
        return RowChange.truncate(TABLE, origin(position, 7));
    }

    private static RowChange insert(String id, long lsn) {
        return insert(id, new Position(lsn, 1));
    }

    private static RowChange insert(String id, Position position) {
        return change(Action.INSERT, TABLE, id, position);
    }

    private static RowChange insert(String id, long lsn, TableName table) {
        return change(Action.INSERT, table, id, new Position(lsn, 1));
    }

    private static RowChange delete(String id, long lsn) {
        return change(Action.DELETE, TABLE, id, new Position(lsn, 1));
    }

    private static RowChange read(String id, long lsn) {
        Reading reading = new Reading("flow", new Snapshot(7, 7, List.of()));
        return RowChange.of(
                Action.READ,
                new RowKey(TABLE, id),
                json("{'id':'" + id + "'}"),
                Origin.ofRead(lsn, reading));
    }

    private static RowChange change(Action action, TableName table, String id, Position position) {
        return RowChange.of(
                action, new RowKey(table, id), json("{'id':'" + id + "'}"), origin(position, 7));
    }

    private static Origin origin(Position position, long transactionId) {
        return new Origin(position, transactionId, 0, null);
    }
}
