package io.millrace.row;

import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedChangeSerializer;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.RowImages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One subtask of a {@link LatestRow}, without a job around it. */
final class LatestRowHarness implements AutoCloseable {
    static final int MAX_PARALLELISM = 16;
    static final Duration RETENTION = Duration.ofMinutes(1);

    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private final KeyedOneInputStreamOperatorTestHarness<RowKey, RowChange, VersionedChange>
            harness;

    private LatestRowHarness(Setup setup, OperatorSubtaskState restored) throws Exception {
        LatestRow operator =
                new LatestRow(
                        RETENTION,
                        setup.progress,
                        KeptImages.of(setup.images, List.of(), Map.of()),
                        setup.source);
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator, RowChange::key, VersionedTypeInfo.ROW_KEY, environment(setup));
        harness.setStateBackend(setup.backend);
        harness.setup(new VersionedChangeSerializer());
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static Setup setup() {
        return new Setup();
    }

    /** What differs from one subtask to another. */
    static final class Setup {
        private StateBackend backend = new HashMapStateBackend();
        private RowImages images = RowImages.NEVER;
        private SourceRows source = new FakeSourceRows();
        private LogProgress progress = LogProgress.WATERMARKS;
        private int maxParallelism = MAX_PARALLELISM;
        private int parallelism = 1;
        private int index;

        Setup backend(StateBackend backend) {
            this.backend = backend;
            return this;
        }

        Setup images(RowImages images) {
            this.images = images;
            return this;
        }

        Setup source(SourceRows source) {
            this.source = source;
            return this;
        }

        Setup progress(LogProgress progress) {
            this.progress = progress;
            return this;
        }

        Setup maxParallelism(int maxParallelism) {
            this.maxParallelism = maxParallelism;
            return this;
        }

        /** The subtask of this index of so many. */
        Setup subtask(int index, int parallelism) {
            this.index = index;
            this.parallelism = parallelism;
            return this;
        }

        LatestRowHarness open() throws Exception {
            return new LatestRowHarness(this, null);
        }

        LatestRowHarness restore(OperatorSubtaskState state) throws Exception {
            return new LatestRowHarness(this, state);
        }
    }

    private MockEnvironment environment(Setup setup) {
        return new MockEnvironmentBuilder()
                .setMaxParallelism(setup.maxParallelism)
                .setParallelism(setup.parallelism)
                .setSubtaskIndex(setup.index)
                .setMetricGroup(
                        new InterceptingTaskMetricGroup() {
                            @Override
                            public InternalOperatorMetricGroup getOrAddOperator(
                                    OperatorID id, String name) {
                                return metrics;
                            }
                        })
                .build();
    }

    static int subtaskOf(RowKey key, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, MAX_PARALLELISM, parallelism);
    }

    void process(RowChange... changes) throws Exception {
        for (RowChange change : changes) {
            harness.processElement(change, 0);
        }
    }

    /** What has passed since the last time. */
    List<VersionedChange> passed() {
        List<VersionedChange> values = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return values;
    }

    /** All that has committed up to there was processed. */
    void watermark(long lsn) throws Exception {
        harness.processWatermark(lsn);
    }

    void time(long millis) throws Exception {
        harness.setProcessingTime(millis);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 0);
    }

    long rowsKept() {
        return ((AbstractStreamOperator<?>) harness.getOperator())
                .getKeyedStateBackend()
                .getKeys("row", VoidNamespace.INSTANCE)
                .count();
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    long counter(String name) {
        return ((Counter) metrics.get(name)).getCount();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    static Json json(String singleQuoted) {
        return Json.of(singleQuoted.replace('\'', '"'));
    }
}
