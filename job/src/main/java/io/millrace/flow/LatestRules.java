package io.millrace.flow;

import io.millrace.change.Document;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.config.TruncatePolicy;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.Counter;

/** One document per key, the newest: of a row that is gone or filtered out, where it would be. */
final class LatestRules implements ModeRules {
    private final TruncatePolicy truncate;
    private final Counter filtered;

    LatestRules(TruncatePolicy truncate, Counter filtered) {
        this.truncate = truncate;
        this.filtered = filtered;
    }

    @Override
    public Optional<List<Document>> documents(VersionedChange change, RunningTable table)
            throws StepFailedException, InterruptedException {
        return switch (change.change().action()) {
            case DELETE -> Optional.of(table.addresses());
            case TRUNCATE -> truncated(change.change(), table);
            case INSERT, UPDATE, READ -> Optional.of(kept(table));
        };
    }

    private List<Document> kept(RunningTable table)
            throws StepFailedException, InterruptedException {
        if (table.keepsRow()) {
            return table.documents();
        }
        filtered.inc();
        return table.addresses();
    }

    /** It comes once for the table, and once for each of its rows: they tell what was there. */
    private Optional<List<Document>> truncated(RowChange change, RunningTable table)
            throws InterruptedException {
        return truncate == TruncatePolicy.PROPAGATE && !change.key().id().isEmpty()
                ? Optional.of(table.addresses())
                : Optional.empty();
    }
}
