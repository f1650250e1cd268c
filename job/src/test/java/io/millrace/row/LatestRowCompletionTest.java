package io.millrace.row;

import static io.millrace.row.LatestRowHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.config.RowImages;
import java.io.IOException;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is whole behind {@link LatestRow}, though the log did not tell it. */
class LatestRowCompletionTest {
    private static final RowKey KEY = new RowKey(new TableName("public", "t"), "1");
    private static final Gaps LONG = Gaps.of(List.of("long"));

    private final FakeSourceRows source = new FakeSourceRows();
    private LatestRowHarness harness;
    private long position = 100;

    @BeforeEach
    void keepImages() throws Exception {
        harness = LatestRowHarness.setup().images(RowImages.AUTO).source(source).open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void anUpdateIsFilledFromTheImageAndTellsWhatItChanged() throws Exception {
        process(Action.INSERT, "{'id':1,'n':1,'long':'…'}", Gaps.NONE);

        VersionedChange update = process(Action.UPDATE, "{'id':1,'n':2}", LONG);
        assertThat(update.change().record()).isEqualTo(json("{'id':1,'n':2,'long':'…'}"));
        assertThat(update.change().gaps()).isEqualTo(Gaps.NONE);
        assertThat(update.changes()).isEqualTo(json("{'n':1}"));

        VersionedChange another = process(Action.UPDATE, "{'id':1,'n':2,'long':'x'}", Gaps.NONE);
        assertThat(another.changes()).isEqualTo(json("{'long':'…'}"));
        assertThat(process(Action.UPDATE, "{'id':1,'n':2}", LONG).changes()).isEqualTo(json("{}"));
        assertThat(source.asked()).isEmpty();
    }

    @Test
    void aDeleteHasTheLastState() throws Exception {
        process(Action.INSERT, "{'id':1,'n':1}", Gaps.NONE);
        process(Action.UPDATE, "{'id':1,'n':2}", Gaps.NONE);

        VersionedChange delete = process(Action.DELETE, "{'id':1}", Gaps.IDENTITY_ONLY);
        assertThat(delete.change().record()).isEqualTo(json("{'id':1,'n':2}"));
        assertThat(delete.change().gaps()).isEqualTo(Gaps.NONE);
        assertThat(delete.changes()).isNull();
    }

    @Test
    void nothingOfADeletedRowIsInTheNextOfItsKey() throws Exception {
        process(Action.INSERT, "{'id':1,'long':'old'}", Gaps.NONE);
        process(Action.DELETE, "{'id':1}", Gaps.IDENTITY_ONLY);
        source.put(KEY, json("{'id': 1, 'long': 'new'}"), snapshot(1000));

        VersionedChange moved = process(Action.INSERT, "{'id':1}", LONG);
        assertThat(moved.change().record()).isEqualTo(json("{'id': 1, 'long': 'new'}"));
        assertThat(moved.changes()).isNull();
    }

    @Test
    void theImageOutlivesARestart() throws Exception {
        process(Action.INSERT, "{'id':1,'n':1,'long':'…'}", Gaps.NONE);
        OperatorSubtaskState state = harness.snapshot();
        harness.close();
        harness = LatestRowHarness.setup().images(RowImages.AUTO).source(source).restore(state);

        assertThat(process(Action.UPDATE, "{'id':1,'n':2}", LONG).change().record())
                .isEqualTo(json("{'id':1,'n':2,'long':'…'}"));
    }

    @Test
    void withoutImagesTheLogTellsWhatItCan() throws Exception {
        harness.close();
        harness = LatestRowHarness.setup().images(RowImages.NEVER).source(source).open();
        process(Action.INSERT, "{'id':1,'n':1}", Gaps.NONE);

        RowChange full =
                new RowChange(
                        Action.UPDATE,
                        KEY,
                        json("{'id':1,'n':2}"),
                        Gaps.NONE,
                        json("{'n':1}"),
                        origin(7));
        assertThat(process(full).changes()).isEqualTo(json("{'n':1}"));
        assertThat(process(Action.UPDATE, "{'id':1,'n':3}", Gaps.NONE).changes()).isNull();
        VersionedChange delete = process(Action.DELETE, "{'id':1}", Gaps.IDENTITY_ONLY);
        assertThat(delete.change().record()).isEqualTo(json("{'id':1}"));
        assertThat(delete.change().gaps()).isEqualTo(Gaps.IDENTITY_ONLY);
        assertThat(source.asked()).isEmpty();
    }

    @Test
    void whatNoStateCanFillIsReadAgain() throws Exception {
        source.put(KEY, json("{'id': 1, 'n': 2, 'long': '…'}"), snapshot(1000));

        VersionedChange update = process(Action.UPDATE, "{'id':1,'n':2}", LONG);

        assertThat(update.change().action()).isEqualTo(Action.UPDATE);
        assertThat(update.change().record()).isEqualTo(json("{'id': 1, 'n': 2, 'long': '…'}"));
        assertThat(update.change().gaps()).isEqualTo(Gaps.NONE);
        assertThat(update.changes()).isNull();
        assertThat(source.asked()).containsExactly(KEY);
        assertThat(harness.counter("rowsReadAgain")).isEqualTo(1);

        VersionedChange next = process(Action.UPDATE, "{'id':1,'n':3}", LONG, 1000);
        assertThat(next.change().record()).isEqualTo(json("{'id':1,'n':3,'long':'…'}"));
        assertThat(next.changes()).isEqualTo(json("{'n': 2}"));
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void changesThatARowShowsAlreadyDoNotMoveItBackwards() throws Exception {
        source.put(
                KEY,
                json("{'id': 1, 'n': 4, 'long': '…'}"),
                new Snapshot(20, 30, List.of(20L, 25L)));
        process(Action.UPDATE, "{'id':1,'n':1}", LONG, 10);
        OperatorSubtaskState state = harness.snapshot();
        harness.close();
        harness = LatestRowHarness.setup().images(RowImages.AUTO).source(source).restore(state);

        harness.process(
                change(Action.UPDATE, "{'id':1,'n':2}", LONG, 10),
                change(Action.DELETE, "{'id':1}", Gaps.IDENTITY_ONLY, 11),
                change(Action.INSERT, "{'id':1,'n':3,'long':'x'}", Gaps.NONE, 21),
                change(Action.UPDATE, "{'id':1,'n':4,'long':'…'}", Gaps.NONE, 29));
        List<VersionedChange> passed = harness.passed();
        assertThat(passed)
                .as("at their positions, but for the delete")
                .extracting(change -> change.change().position().lsn())
                .containsExactly(101L, 103L, 104L);
        assertThat(passed).extracting(VersionedChange::version).isSorted().doesNotHaveDuplicates();
        assertThat(passed)
                .allSatisfy(
                        change ->
                                assertThat(change.change().record())
                                        .isEqualTo(json("{'id': 1, 'n': 4, 'long': '…'}")));
        assertThat(harness.counter("changesContained")).isEqualTo(4);

        VersionedChange next = process(Action.UPDATE, "{'id':1,'n':5}", LONG, 25);
        assertThat(next.change().record()).isEqualTo(json("{'id':1,'n':5,'long':'…'}"));
        assertThat(next.changes()).isEqualTo(json("{'n': 4}"));
        assertThat(process(Action.UPDATE, "{'id':1,'n':6}", LONG, 11).changes())
                .as("once a change was not contained, none is any more")
                .isEqualTo(json("{'n':5}"));
    }

    @Test
    void aRowThatIsReadAfterACrashOnceMoreHasAGreaterVersion() throws Exception {
        OperatorSubtaskState before = harness.snapshot();
        RowChange update = change(Action.UPDATE, "{'id':1}", LONG, 10);
        source.put(KEY, new ReadRow(json("{'id':1,'long':'a'}"), snapshot(20), 500));
        assertThat(process(update).version()).isEqualTo(500);
        harness.close();

        source.put(KEY, new ReadRow(json("{'id':1,'long':'b'}"), snapshot(30), 600));
        harness = LatestRowHarness.setup().images(RowImages.AUTO).source(source).restore(before);
        assertThat(process(update).version()).isEqualTo(600);
        source.put(KEY, new ReadRow(json("{'id':1}"), snapshot(40), 50));
        assertThat(process(Action.UPDATE, "{'id':1}", Gaps.of(List.of("new")), 30).version())
                .isEqualTo(601);
    }

    @Test
    void idsOfTransactionsAreWhole() throws Exception {
        source.put(
                KEY,
                json("{'id': 1, 'n': 1, 'long': '…'}"),
                new Snapshot((1L << 32) + 5, (1L << 32) + 5, List.of()));
        process(Action.UPDATE, "{'id':1,'n':1}", LONG, (1L << 32) - 1);

        assertThat(process(Action.UPDATE, "{'id':1,'n':0}", LONG, (1L << 32) + 4).change().record())
                .isEqualTo(json("{'id': 1, 'n': 1, 'long': '…'}"));
        assertThat(process(Action.UPDATE, "{'id':1,'n':2}", LONG, (1L << 32) + 5).changes())
                .isEqualTo(json("{'n': 1}"));
    }

    @Test
    void aRowThatIsGoneMeanwhilePassesWithItsGaps() throws Exception {
        VersionedChange update = process(Action.UPDATE, "{'id':1,'n':1}", LONG);

        assertThat(update.change().record()).isEqualTo(json("{'id':1,'n':1}"));
        assertThat(update.change().gaps()).isEqualTo(LONG);
        VersionedChange delete = process(Action.DELETE, "{'id':1}", Gaps.IDENTITY_ONLY);
        assertThat(delete.change().gaps())
                .as("a part of a row is no image of it")
                .isEqualTo(Gaps.IDENTITY_ONLY);
    }

    @Test
    void whatTheImageLacksIsReadAgainAndComparedWithIt() throws Exception {
        process(Action.INSERT, "{'id':1,'n':1,'long':'…'}", Gaps.NONE);
        source.put(KEY, json("{'n': 3, 'id': 1, 'long': '…', 'added': 'x'}"), snapshot(1000));

        VersionedChange update =
                process(Action.UPDATE, "{'id':1,'n':2}", Gaps.of(List.of("long", "added")));
        assertThat(update.change().gaps()).isEqualTo(Gaps.NONE);
        assertThat(update.changes()).isEqualTo(json("{'n':1}"));
    }

    @Test
    void whatCannotBeReadAgainFailsAndIsTriedAnew() throws Exception {
        source.unreachable();

        assertThatThrownBy(() -> process(Action.UPDATE, "{'id':1}", LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read the row public.t/1 again: unreachable");
        assertThat(harness.rowsKept()).isZero();
    }

    @Test
    void theSourceIsClosedWithTheOperator() throws Exception {
        harness.close();

        assertThat(source.isClosed()).isTrue();
    }

    private static Snapshot snapshot(long next) {
        return new Snapshot(next, next, List.of());
    }

    private VersionedChange process(Action action, String record, Gaps gaps) throws Exception {
        return process(action, record, gaps, 7);
    }

    private VersionedChange process(Action action, String record, Gaps gaps, long transaction)
            throws Exception {
        return process(change(action, record, gaps, transaction));
    }

    private VersionedChange process(RowChange change) throws Exception {
        harness.process(change);
        List<VersionedChange> passed = harness.passed();
        assertThat(passed).hasSize(1);
        return passed.get(0);
    }

    private RowChange change(Action action, String record, Gaps gaps, long transaction) {
        Json json = json(record);
        return new RowChange(action, KEY, json, gaps, null, origin(transaction));
    }

    private Origin origin(long transaction) {
        return new Origin(new Position(position++, 1), transaction, 0, null);
    }
}
