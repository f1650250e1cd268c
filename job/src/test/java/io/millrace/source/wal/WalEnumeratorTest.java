package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class WalEnumeratorTest {
    private static final WalSplit SPLIT = WalSplit.unread("millrace_a", 7);

    private final Readers readers = new Readers();

    @Test
    void theFirstReaderGetsTheSplitAndNoOtherDoes() {
        WalEnumerator enumerator = enumerator(Optional.of(SPLIT));
        assertThat(enumerator.snapshotState(1).unassigned()).contains(SPLIT);
        readers.register(1);
        enumerator.addReader(1);
        readers.register(0);
        enumerator.addReader(0);
        assertThat(readers.assigned).containsExactly(Map.entry(1, List.of(SPLIT)));
        assertThat(enumerator.snapshotState(2).unassigned()).isEmpty();
    }

    @Test
    void aSplitOfAReaderThatFailedGoesToTheNext() {
        WalEnumerator enumerator = enumerator(Optional.empty());
        WalSplit further = WalSplit.unread("millrace_a", 8);
        enumerator.addSplitsBack(List.of(further), 0);
        assertThat(enumerator.snapshotState(1).unassigned()).contains(further);
        readers.register(0);
        enumerator.addReader(0);
        assertThat(readers.assigned).containsExactly(Map.entry(0, List.of(further)));
    }

    /** The reader's own state has it. */
    @Test
    void aRestoredEnumeratorAssignsNothingThatAReaderHas() {
        WalEnumerator enumerator = enumerator(Optional.empty());
        readers.register(0);
        enumerator.addReader(0);
        assertThat(readers.assigned).isEmpty();
    }

    private WalEnumerator enumerator(Optional<WalSplit> unassigned) {
        WalEnumerator enumerator = new WalEnumerator(readers, new WalEnumeratorState(unassigned));
        enumerator.start();
        return enumerator;
    }

    private static final class Readers implements SplitEnumeratorContext<WalSplit> {
        private final Map<Integer, ReaderInfo> registered = new HashMap<>();
        private final List<Map.Entry<Integer, List<WalSplit>>> assigned = new ArrayList<>();

        void register(int subtask) {
            registered.put(subtask, new ReaderInfo(subtask, "localhost"));
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
        }

        @Override
        public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
            throw new UnsupportedOperationException("There are no events");
        }

        @Override
        public int currentParallelism() {
            return 2;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return registered;
        }

        @Override
        public void assignSplits(SplitsAssignment<WalSplit> assignment) {
            assigned.addAll(assignment.assignment().entrySet());
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            throw new UnsupportedOperationException("The log has no end");
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            throw new UnsupportedOperationException("Nothing is to be found out");
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable,
                BiConsumer<T, Throwable> handler,
                long initialDelayMillis,
                long periodMillis) {
            throw new UnsupportedOperationException("Nothing is to be found out");
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
