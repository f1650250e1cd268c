package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Notes what the enumerator gives to its readers, and runs what it runs elsewhere when told. */
final class FakeReaders implements SplitEnumeratorContext<ChunkSplit> {
    final Map<Integer, ReaderInfo> registered = new HashMap<>();
    final Map<Integer, List<ChunkSplit>> assigned = new HashMap<>();
    final Map<Integer, List<SourceEvent>> events = new HashMap<>();
    final Set<Integer> ended = new HashSet<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private Runnable tick;

    void register(int subtask) {
        registered.put(subtask, new ReaderInfo(subtask, "localhost"));
    }

    /** The chunks that a reader was given, by their ids; forgets them. */
    List<Long> taken(int subtask) {
        List<ChunkSplit> splits = assigned.remove(subtask);
        return splits == null
                ? List.of()
                : splits.stream().map(split -> split.chunk().id()).toList();
    }

    List<SourceEvent> told(int subtask) {
        List<SourceEvent> told = events.remove(subtask);
        return told == null ? List.of() : told;
    }

    /** What is done every second, and then what there is to do besides. */
    void tick() {
        tick.run();
        runAll();
    }

    void runAll() {
        for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
            call.run();
        }
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
        events.computeIfAbsent(subtaskId, none -> new ArrayList<>()).add(event);
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
    public void assignSplits(SplitsAssignment<ChunkSplit> assignment) {
        assignment
                .assignment()
                .forEach(
                        (reader, splits) ->
                                assigned.computeIfAbsent(reader, none -> new ArrayList<>())
                                        .addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        ended.add(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        calls.add(() -> call(callable, handler));
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {
        tick = () -> call(callable, handler);
    }

    private static <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        T result;
        try {
            result = callable.call();
        } catch (Exception e) {
            handler.accept(null, e);
            return;
        }
        handler.accept(result, null);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
