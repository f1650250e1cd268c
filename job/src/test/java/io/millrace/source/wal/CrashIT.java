package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What checkpoints hold of the output, one after the other, is the history: all of it, once. */
class CrashIT {
    private static final int CRASHES = 100;

    private TestDatabase database;
    private TestSlot slot;

    @BeforeEach
    void createSlot() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
        slot = TestSlot.on(database, "public.t");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aCrashInsideATransactionResumesBehindTheLastChange() throws Exception {
        database.execute("INSERT INTO t SELECT i, 'v' FROM generate_series(1, 1000) i");
        WalSplit state;
        List<RowChange> kept;
        try (DrivenReader reader = slot.read()) {
            reader.emit(617);
            state = reader.checkpoint();
            kept = new ArrayList<>(reader.emitted());
            reader.emit(100);
        }
        assertThat(state.lastEmitted().index()).isEqualTo(617);
        try (DrivenReader reader = slot.readFrom(state)) {
            reader.emit(383);
            kept.addAll(reader.emitted());
        }
        assertThat(kept)
                .extracting(change -> change.key().id())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1000).mapToObj(Long::toString).toList());
    }

    /** A change of the key is two changes: the crash falls between them. */
    @Test
    void aCrashBetweenTheTwoChangesOfAKeyLosesNeither() throws Exception {
        database.execute("INSERT INTO t VALUES (1, 'v')", "UPDATE t SET id = 2");
        WalSplit state;
        try (DrivenReader reader = slot.read()) {
            reader.emit(2);
            state = reader.checkpoint();
        }
        try (DrivenReader reader = slot.readFrom(state)) {
            reader.emit(1);
            assertThat(reader.emitted().get(0).key().id()).isEqualTo("2");
        }
    }

    @Test
    void aHundredCrashesAnywhereLeaveTheHistoryAsItIs() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> expected;
        try (RandomHistory history = new RandomHistory(database, random)) {
            expected = history.write(400);
        }
        List<RowChange> kept = new ArrayList<>();
        WalSplit state = slot.start();
        for (int crash = 0; crash < CRASHES; crash++) {
            try (DrivenReader reader = slot.readFrom(state)) {
                long left = expected.size() - kept.size();
                reader.emit(Math.min(left, random.nextInt(1 + expected.size() / CRASHES)));
                if (random.nextInt(10) == 0) {
                    slot.terminate();
                }
                state = reader.checkpoint();
                kept.addAll(reader.emitted());
                if (random.nextBoolean()) {
                    reader.completeCheckpoint();
                }
                reader.emit(Math.min(expected.size() - kept.size(), random.nextInt(50)));
            }
        }
        try (DrivenReader reader = slot.readFrom(state)) {
            reader.emit(expected.size() - kept.size());
            kept.addAll(reader.emitted());
        }
        assertThat(kept)
                .as("seed %d", seed)
                .extracting(RandomHistory::describe)
                .containsExactlyElementsOf(expected);
        assertThat(kept)
                .as("seed %d", seed)
                .extracting(RowChange::position)
                .isSortedAccordingTo(Position::compareTo)
                .doesNotHaveDuplicates();
    }

    @Test
    void aTransactionOfManyRowsNeedsNoMemoryOfItsSize() throws Exception {
        int rows = 200_000;
        database.execute(
                "INSERT INTO t SELECT i, repeat('v', 1000) FROM generate_series(1, "
                        + rows
                        + ") i");
        try (DrivenReader reader = slot.read().forgetting()) {
            reader.emit(1);
            long atFirst = usedMemory();
            reader.emit(rows / 2);
            assertThat(usedMemory() - atFirst)
                    .as("bytes more in the middle of %d", rows * 1000L)
                    .isLessThan(64 << 20);
            reader.emit(rows / 2 - 1);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
