package io.millrace.flow;

import io.millrace.change.Action;
import io.millrace.change.Document;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.config.TruncatePolicy;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.Counter;

/** One document per change, whatever it is. */
final class EventRules implements ModeRules {
    private final TruncatePolicy truncate;
    private final Counter filtered;

    EventRules(TruncatePolicy truncate, Counter filtered) {
        this.truncate = truncate;
        this.filtered = filtered;
    }

    @Override
    public Optional<List<Document>> documents(VersionedChange change, RunningTable table)
            throws StepFailedException, InterruptedException {
        if (change.change().action() == Action.TRUNCATE && !isEvent(change.change())) {
            return Optional.empty();
        }
        if (!table.keepsRow()) {
            filtered.inc();
            return Optional.empty();
        }
        return Optional.of(table.documents());
    }

    /** It comes once for the table, which is the event, and once for each of its rows. */
    private boolean isEvent(RowChange truncated) {
        return truncate == TruncatePolicy.PROPAGATE && truncated.key().id().isEmpty();
    }
}
