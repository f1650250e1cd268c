package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.backfill.chunk.BackfillOver;
import io.millrace.backfill.chunk.Chunk;
import io.millrace.backfill.chunk.ChunkOver;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.ChunksKnown;
import io.millrace.backfill.table.ReadingOutage;
import io.millrace.change.TableName;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.junit.jupiter.api.Test;

class BackfillEnumeratorTest {
    private static final TableName T = TableName.parse("public.t");
    private static final TableName U = TableName.parse("public.u");
    private static final SourceSpec SOURCE =
            new SourceSpec(
                    new ConnectionSpec("localhost", 5432, "shop", "millrace", new Secret("hush")),
                    new Place("test.yaml", 2));

    private final FakeControl control = new FakeControl();
    private final FakePlanner planner = new FakePlanner();
    private FakeReaders readers = new FakeReaders();
    private Boundedness boundedness = Boundedness.CONTINUOUS_UNBOUNDED;
    private BackfillEnumerator enumerator;
    private List<BackfillRequest> initial = List.of();
    private long now;
    private long checkpoints;

    @Test
    void whatIsNewIsRequestedAndReadChunkByChunk() {
        initial = List.of(initial("f", T));
        start(BackfillState.NEW);
        ask(0);
        ask(1);
        assertThat(readers.assigned).isEmpty();

        tick();

        assertThat(control.row(1).request()).isEqualTo(initial("f", T));
        assertThat(readers.assigned.get(0))
                .extracting(ChunkSplit::chunk)
                .extracting(Chunk::after, Chunk::upTo)
                .containsExactly(tuple(List.of(), List.of("1")));
        assertThat(readers.assigned.get(1))
                .extracting(ChunkSplit::chunk)
                .extracting(Chunk::after, Chunk::upTo)
                .containsExactly(tuple(List.of("1"), List.of("2")));
        tick();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.RUNNING);
    }

    @Test
    void itIsFinishedByTheCheckpointThatKnowsItsLastChunk() {
        startReading(1);
        takeAndEnd(0, 0, 10);
        BackfillState before = checkpoint();
        takeAndEnd(0, 1, 10);
        takeAndEnd(0, 2, 5);
        complete();
        tick();
        assertThat(readers.told(0)).containsExactly(new ChunksKnown(List.of(0L)));
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.RUNNING);
        assertThat(control.row(1).rows().read()).isEqualTo(25);
        assertThat(before.open().get(0).rowsRead()).isEqualTo(10);

        checkpoint();
        complete();
        tick();

        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FINISHED);
        assertThat(readers.told(0)).containsExactly(new ChunksKnown(List.of(1L, 2L)));
        tick();
        assertThat(checkpoint().open()).isEmpty();
        assertThat(checkpoint().untold()).isEmpty();
    }

    @Test
    void backfillsAreReadInTheOrderOfTheirIds() {
        control.request("f", "public.t", BackfillPhase.REQUESTED);
        control.request("g", "public.u", BackfillPhase.REQUESTED);
        planner.chunks = 1;
        start(BackfillState.NEW);
        tick();
        ask(0);
        readers.runAll();
        assertThat(readers.assigned.get(0).get(0).chunk().scope().flow()).isEqualTo("f");
        ask(1);
        readers.runAll();
        assertThat(readers.assigned.get(1).get(0).chunk().scope().flow()).isEqualTo("g");
    }

    @Test
    void ofAPausedOneNoMoreChunksAreGivenOut() {
        startReading(1);
        ask(0);
        assertThat(readers.taken(0)).containsExactly(0L);
        control.set(1, BackfillPhase.PAUSED);
        tick();
        end(0, 0, 10);
        ask(0);
        tick();
        assertThat(readers.taken(0)).isEmpty();

        control.set(1, BackfillPhase.RUNNING);
        tick();

        assertThat(readers.taken(0)).containsExactly(1L);
    }

    @Test
    void aPausedOneLetsTheNextPass() {
        control.request("f", "public.t", BackfillPhase.PAUSED);
        control.request("g", "public.u", BackfillPhase.REQUESTED);
        start(BackfillState.NEW);
        tick();
        ask(0);
        readers.runAll();
        assertThat(readers.assigned.get(0).get(0).chunk().scope().flow()).isEqualTo("g");
    }

    @Test
    void aCancelledOneIsDroppedByItsReadersToo() {
        startReading(1);
        ask(0);
        control.set(1, BackfillPhase.CANCELLED);
        tick();
        assertThat(readers.told(0)).containsExactly(new BackfillOver(1));
        assertThat(readers.told(1)).containsExactly(new BackfillOver(1));
        assertThat(checkpoint().open()).isEmpty();
        readers.taken(0);
        ask(0);
        tick();
        assertThat(readers.taken(0)).isEmpty();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.CANCELLED);
    }

    @Test
    void aChunkThatFailsFailsItsBackfillAndTheNextGoesOn() {
        control.request("f", "public.t", BackfillPhase.REQUESTED);
        control.request("g", "public.u", BackfillPhase.REQUESTED);
        start(BackfillState.NEW);
        tick();
        ask(0);
        readers.runAll();
        readers.taken(0);
        enumerator.handleSourceEvent(0, new ChunkOver(0, 3, "It is gone."));
        ask(0);
        tick();

        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FAILED);
        assertThat(control.row(1).error()).isEqualTo("It is gone.");
        assertThat(readers.told(0))
                .containsExactly(new BackfillOver(1), new ChunksKnown(List.of(0L)));
        assertThat(readers.assigned.get(0).get(0).chunk().scope().flow()).isEqualTo("g");
    }

    @Test
    void aTableThatCannotBeCutFailsItsBackfill() {
        planner.failure = new SQLException("no such table", "42P01");
        startReading(1);
        tick();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FAILED);
        assertThat(control.row(1).error())
                .isEqualTo(
                        "The table \"public\".\"t\" is no longer there. Take it out of the flow, or"
                                + " create it and request the backfill again.");
    }

    @Test
    void whatPassesIsWaitedFor() {
        planner.failure = new SQLException("lost", "08006");
        startReading(1);
        ask(0);
        tick();
        assertThat(readers.taken(0)).isEmpty();
        planner.failure = null;
        tick();
        assertThat(readers.taken(0)).as("too early").isEmpty();
        now += Duration.ofSeconds(10).toNanos();
        tick();
        assertThat(readers.taken(0)).containsExactly(0L);
    }

    @Test
    void whatTheTableCannotBeToldIsToldLaterEvenAfterARestore() {
        startReading(1);
        for (int chunk = 0; chunk < 3; chunk++) {
            takeAndEnd(0, chunk, 10);
        }
        checkpoint();
        control.lost = true;
        complete();
        tick();
        BackfillState state = checkpoint();
        assertThat(state.untold()).containsExactly(new Ending(1, 30, null));

        control.lost = false;
        start(state);
        tick();

        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FINISHED);
        assertThat(control.row(1).rows().read()).isEqualTo(30);
        assertThat(checkpoint().untold()).isEmpty();
    }

    @Test
    void aRestoredOneGoesOnBehindWhatIsPlanned() {
        startReading(1);
        ask(0);
        assertThat(readers.taken(0)).containsExactly(0L);
        BackfillState state = checkpoint();
        start(state);
        tick();
        ask(0);
        ask(1);
        readers.runAll();
        assertThat(readers.taken(0)).containsExactly(1L);
        assertThat(readers.taken(1)).containsExactly(2L);
        end(0, 1, 10);
        end(1, 2, 10);
        checkpoint();
        complete();
        tick();
        assertThat(control.row(1).phase()).as("chunk 0 is open").isEqualTo(BackfillPhase.RUNNING);

        end(1, 0, 10);
        checkpoint();
        complete();
        tick();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FINISHED);
    }

    /** The reader's state has it as over, the enumerator's does not have it at all. */
    @Test
    void aChunkThatIsToldAgainIsAcknowledgedAndCountsOnce() {
        startReading(1);
        takeAndEnd(0, 0, 10);
        start(checkpoint());
        end(1, 0, 10);
        assertThat(readers.told(1)).containsExactly(new ChunksKnown(List.of(0L)));
        tick();
        assertThat(control.row(1).rows().read()).isEqualTo(10);
    }

    @Test
    void aReaderThatIsSetBackReadsAgainWhatNoCompleteCheckpointHas() {
        startReading(1);
        takeAndEnd(0, 0, 10);
        checkpoint();
        complete();
        ask(0);
        ChunkSplit second = readers.assigned.remove(0).get(0);
        end(0, 1, 10);
        takeAndEnd(1, 2, 10);

        readers.registered.remove(0);
        enumerator.addSplitsBack(List.of(second), 0);
        readers.register(0);
        checkpoint();
        complete();
        tick();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.RUNNING);
        assertThat(control.row(1).rows().read()).isEqualTo(20);

        takeAndEnd(0, 1, 10);
        checkpoint();
        complete();
        tick();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FINISHED);
        assertThat(control.row(1).rows().read()).isEqualTo(30);
    }

    /** The chunk was given before the checkpoint, so that the reader's own state has it. */
    @Test
    void aChunkThatAReaderIsSetBackToIsNotGivenToAnother() {
        startReading(1);
        ask(0);
        readers.taken(0);
        checkpoint();
        complete();
        end(0, 0, 10);
        enumerator.addSplitsBack(List.of(), 0);
        ask(1);
        readers.runAll();
        assertThat(readers.taken(1)).containsExactly(1L);
        assertThat(checkpoint().open().get(0).reading()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void aFlowOrATableThatIsNewLaterIsReadThenAndNothingElse() {
        initial = List.of(initial("f", T));
        planner.chunks = 1;
        start(BackfillState.NEW);
        tick();
        takeAndEnd(0, 0, 10);
        checkpoint();
        complete();
        tick();
        initial = List.of(initial("f", T), initial("g", U));
        start(checkpoint());
        tick();
        assertThat(control.rows).hasSize(2);
        assertThat(control.row(2).request()).isEqualTo(initial("g", U));
    }

    @Test
    void aFlowThatWasLeftOutForAWhileIsNewAgain() {
        initial = List.of(initial("f", T));
        planner.chunks = 1;
        start(BackfillState.NEW);
        tick();
        takeAndEnd(0, 0, 10);
        checkpoint();
        complete();
        tick();
        initial = List.of();
        start(checkpoint());
        tick();
        initial = List.of(initial("f", T));
        start(checkpoint());
        tick();
        assertThat(control.rows).hasSize(2);
    }

    @Test
    void withoutStateNothingThatIsFinishedIsReadAgain() {
        control.request("f", "public.t", BackfillPhase.FINISHED);
        control.request("f", "public.t", BackfillPhase.RUNNING);
        start(BackfillState.NEW);
        tick();
        assertThat(checkpoint().open())
                .extracting(open -> open.scope().backfill())
                .containsExactly(2L);
    }

    @Test
    void whatALaterRunHasReadIsReadAgainByOneThatIsRestoredToBefore() {
        control.request("f", "public.t", BackfillPhase.FINISHED);
        start(BackfillState.NEW);
        tick();
        BackfillState state = checkpoint();
        assertThat(state.newestId()).isEqualTo(1);
        control.request("f", "public.t", BackfillPhase.FINISHED);
        control.request("g", "public.u", BackfillPhase.FAILED);
        start(state);
        tick();
        assertThat(checkpoint().open())
                .extracting(open -> open.scope().backfill())
                .containsExactly(2L);
    }

    @Test
    void aFlowThatThePipelineDoesNotHaveFailsItsBackfill() {
        control.request("h", "public.t", BackfillPhase.REQUESTED);
        start(BackfillState.NEW);
        tick();
        assertThat(control.row(1).phase()).isEqualTo(BackfillPhase.FAILED);
        assertThat(control.row(1).error())
                .isEqualTo(
                        "The pipeline has no flow 'h' that reads public.t. Request a backfill of"
                                + " one that it has.");
    }

    @Test
    void aBoundedOneEndsItsReadersWhenAllChunksAreGivenOut() {
        boundedness = Boundedness.BOUNDED;
        initial = List.of(initial("f", T));
        planner.chunks = 1;
        start(BackfillState.NEW);
        ask(0);
        ask(1);
        assertThat(readers.ended).isEmpty();
        tick();
        assertThat(readers.taken(0)).containsExactly(0L);
        assertThat(readers.ended).containsExactly(1);
        ask(0);
        assertThat(readers.ended).containsExactly(0, 1);
    }

    @Test
    void theFailureOfABoundedOneIsTheJobs() {
        boundedness = Boundedness.BOUNDED;
        initial = List.of(initial("f", T));
        planner.failure = new SQLException("no such table", "42P01");
        start(BackfillState.NEW);
        assertThatThrownBy(this::tick)
                .hasMessageContaining("The table \"public\".\"t\" is no longer there")
                .hasCauseInstanceOf(BackfillFailedException.class);
    }

    private static BackfillRequest initial(String flow, TableName table) {
        return new BackfillRequest(flow, table, null, BackfillReason.INITIAL);
    }

    /** Begins with one backfill, of which chunks are planned. */
    private void startReading(long id) {
        assertThat(control.request("f", "public.t", BackfillPhase.REQUESTED)).isEqualTo(id);
        start(BackfillState.NEW);
        tick();
    }

    /** What was told in the last second is told, and what it means is done. */
    private void tick() {
        readers.tick();
        readers.tick();
    }

    /** As Flink would restore it. */
    private void start(BackfillState state) {
        readers = new FakeReaders();
        readers.register(0);
        readers.register(1);
        enumerator =
                new BackfillEnumerator(
                        readers,
                        new Planning(
                                readers, planner, new ReadingOutage(SOURCE, "test"), () -> now),
                        new Correspondence(
                                boundedness == Boundedness.BOUNDED
                                        ? new InitialOnly(initial)
                                        : control,
                                new ReadingOutage(SOURCE, "test"),
                                () -> now),
                        new BackfillSettings(
                                "p",
                                SOURCE,
                                List.of(),
                                Map.of("f", List.of(T), "g", List.of(U)),
                                initial,
                                BackfillLimits.DEFAULT),
                        boundedness,
                        state);
        enumerator.start();
    }

    private void ask(int reader) {
        enumerator.handleSplitRequest(reader, null);
        readers.runAll();
    }

    private void takeAndEnd(int reader, long chunk, long rows) {
        ask(reader);
        assertThat(readers.taken(reader)).containsExactly(chunk);
        end(reader, chunk, rows);
    }

    private void end(int reader, long chunk, long rows) {
        enumerator.handleSourceEvent(reader, new ChunkOver(chunk, rows, null));
        readers.runAll();
    }

    private BackfillState checkpoint() {
        BackfillStateSerializer serializer = new BackfillStateSerializer();
        BackfillState state = enumerator.snapshotState(++checkpoints);
        try {
            assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return state;
    }

    /** The checkpoint that was taken last is complete. */
    private void complete() {
        enumerator.notifyCheckpointComplete(checkpoints);
        readers.runAll();
    }
}
