package io.millrace.bench.source;

import io.millrace.bench.Figures;
import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.process.CpuWatch;
import io.millrace.config.ReaderName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A reader of ours, alone in a Flink job. */
record FlinkReader(ReaderName reader, long rows, List<String> jvmOptions) implements Contestant {
    /** What {@code ./millrace run} takes if nothing else is said. */
    private static final String HEAP = "-Xmx1g";

    @Override
    public ContestantName contestant() {
        return ContestantName.valueOf(reader.name());
    }

    @Override
    public Reading read(OrdersLog log, String slot, CpuWatch cpu)
            throws IOException, InterruptedException {
        try (ChildJvm jvm = start(log, slot, "--warm-up=" + rows / 4)) {
            cpu.follow(jvm.pid());
            Figures figures = jvm.await();
            return new Reading(
                    figures.get("rows_per_s"),
                    figures.get("warm_rows_per_s"),
                    figures.get("cpu_s"),
                    figures.get("peak_heap_mib"),
                    figures.get("heap_after_collections_mib"));
        }
    }

    /**
     * Starts a JVM that ends when it has read all changes.
     *
     * @param more options of {@link ReadLog}
     */
    ChildJvm start(OrdersLog log, String slot, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(HEAP));
        options.addAll(jvmOptions);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "read-log",
                                "--reader=" + reader.name(),
                                "--port=" + log.port(),
                                "--slot=" + slot,
                                "--rows=" + rows));
        arguments.addAll(List.of(more));
        return ChildJvm.start(options, arguments);
    }
}
