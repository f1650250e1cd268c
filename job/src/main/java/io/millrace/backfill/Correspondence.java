package io.millrace.backfill;

import io.millrace.backfill.table.ReadingOutage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;

/**
 * What the enumerator tells the {@link Control}, and is answered, by way of another thread. What
 * cannot be told now is told later; nothing of it is lost while the job runs.
 */
final class Correspondence {
    private final Control control;
    private final ReadingOutage outage;
    private final LongSupplier nanoTime;
    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private final Map<Long, Long> progress = new ConcurrentHashMap<>();
    private volatile Question question = new Question(List.of(), 0);
    private List<Long> told = new ArrayList<>();
    private List<FlowTable> requested = new ArrayList<>();
    private long notBefore;

    /** Which backfills are known, and from which id on others are new. */
    private record Question(List<Long> known, long after) {}

    private interface Note {
        void write() throws SQLException;
    }

    /**
     * What the control has to say.
     *
     * @param known what was asked for by id
     * @param told whose endings it knows, since the last answer
     * @param requested what it was asked to request, since the last answer
     */
    record Answer(
            List<Long> known, List<Backfill> rows, List<Long> told, List<FlowTable> requested) {}

    Correspondence(Control control, ReadingOutage outage, LongSupplier nanoTime) {
        this.control = control;
        this.outage = outage;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    void ask(Collection<Long> known, long after) {
        question = new Question(List.copyOf(known), after);
    }

    void request(List<BackfillRequest> initial) {
        notes.add(
                () -> {
                    control.request(initial);
                    initial.forEach(one -> requested.add(one.flowTable()));
                });
    }

    void started(long id, long rowsEstimated) {
        notes.add(() -> control.started(id, rowsEstimated));
    }

    void progress(long id, long rowsRead) {
        progress.put(id, rowsRead);
    }

    void ended(Ending ending) {
        progress.remove(ending.id());
        notes.add(
                () -> {
                    control.ended(ending);
                    told.add(ending.id());
                });
    }

    /**
     * Writes what there is to tell, and looks; always called by the same thread.
     *
     * @return null if that is not possible now
     */
    @Nullable
    Answer exchange() {
        if (nanoTime.getAsLong() - notBefore < 0) {
            return null;
        }
        try {
            Answer answer = write();
            outage.ends();
            return answer;
        } catch (SQLException e) {
            Duration pause = outage.next(e);
            notBefore = nanoTime.getAsLong() + pause.toNanos();
            return null;
        }
    }

    private Answer write() throws SQLException {
        for (Note note = notes.peek(); note != null; note = notes.peek()) {
            note.write();
            notes.remove();
        }
        for (Map.Entry<Long, Long> rows : progress.entrySet()) {
            control.progress(rows.getKey(), rows.getValue());
            progress.remove(rows.getKey(), rows.getValue());
        }
        Question asked = question;
        List<Backfill> found = control.find(asked.known(), asked.after());
        Answer answer = new Answer(asked.known(), found, told, requested);
        told = new ArrayList<>();
        requested = new ArrayList<>();
        return answer;
    }

    void abort() throws SQLException {
        control.abort();
    }
}
