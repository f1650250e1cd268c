package io.millrace.source.wal;

import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** Gives the one split to a reader, and to another when that one fails. */
final class WalEnumerator implements SplitEnumerator<WalSplit, WalEnumeratorState> {
    private final SplitEnumeratorContext<WalSplit> context;
    private Optional<WalSplit> unassigned;

    WalEnumerator(SplitEnumeratorContext<WalSplit> context, WalEnumeratorState state) {
        this.context = context;
        this.unassigned = state.unassigned();
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtaskId) {
        assign();
    }

    @Override
    public void addSplitsBack(List<WalSplit> splits, int subtaskId) {
        unassigned = splits.stream().findFirst();
        assign();
    }

    private void assign() {
        Optional<Integer> reader = context.registeredReaders().keySet().stream().findFirst();
        if (unassigned.isPresent() && reader.isPresent()) {
            context.assignSplit(unassigned.get(), reader.get());
            unassigned = Optional.empty();
        }
    }

    /** Readers do not ask: the split comes by itself. */
    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String hostname) {}

    @Override
    public WalEnumeratorState snapshotState(long checkpointId) {
        return new WalEnumeratorState(unassigned);
    }

    @Override
    public void close() {}
}
