package io.millrace.backfill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks for what is initial, where there is no table to ask, and whose failure is the job's. */
final class InitialOnly implements Control {
    private final List<BackfillRequest> initial;

    InitialOnly(List<BackfillRequest> initial) {
        this.initial = initial;
    }

    @Override
    public List<Backfill> find(Collection<Long> known, long after) {
        List<Backfill> found = new ArrayList<>();
        for (int i = 0; i < initial.size(); i++) {
            long id = i + 1;
            if (known.contains(id) || id > after) {
                found.add(
                        new Backfill(
                                id,
                                initial.get(i),
                                BackfillPhase.RUNNING,
                                new BackfillRows(null, 0),
                                new BackfillTimes(Instant.EPOCH, null, null, Instant.EPOCH),
                                null));
            }
        }
        return found;
    }

    @Override
    public void request(List<BackfillRequest> requests) {
        throw new IllegalStateException("All that is initial is asked for: " + requests);
    }

    @Override
    public void started(long id, long rowsEstimated) {}

    @Override
    public void progress(long id, long rowsRead) {}

    /**
     * @throws BackfillFailedException if it failed
     */
    @Override
    public void ended(Ending ending) {
        if (ending.error() != null) {
            throw new BackfillFailedException(ending.error());
        }
    }

    @Override
    public void abort() {}
}
