package io.millrace.source.wal;

import io.millrace.change.RowChange;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reads a slot, loses its connection and crashes at random, and goes on from its checkpoint. */
final class CrashingReader implements AutoCloseable {
    private final TestSlot slot;
    private final Random random;
    private final Replay replay = new Replay();
    private DrivenReader reader;
    private int applied;

    CrashingReader(TestSlot slot, Random random) {
        this.slot = slot;
        this.random = random;
        this.reader = slot.read();
    }

    void maybeCrash() throws Exception {
        switch (random.nextInt(60)) {
            case 0 -> slot.terminate();
            case 1 -> crash();
            default -> {}
        }
    }

    /** What is emitted after the checkpoint is lost with it. */
    private void crash() throws Exception {
        reader.emitPending();
        WalSplit state = reader.checkpoint();
        apply();
        if (random.nextBoolean()) {
            reader.completeCheckpoint();
        }
        reader.emitPending();
        reader.close();
        reader = slot.readFrom(state);
        applied = 0;
    }

    /** Reads up to the row of this id of the table {@code marks}. */
    void readUntilMark(int id) throws Exception {
        String mark = "public.marks/" + id;
        reader.emitUntil(
                () -> {
                    RowChange last = reader.lastEmitted();
                    return last != null && last.key().toString().equals(mark);
                });
        apply();
    }

    /** The rows of a table by their keys, as far as they were read. */
    Map<String, String> rows(String table) {
        return replay.rows(table);
    }

    private void apply() {
        List<RowChange> emitted = reader.emitted();
        replay.apply(emitted.subList(applied, emitted.size()));
        applied = emitted.size();
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
