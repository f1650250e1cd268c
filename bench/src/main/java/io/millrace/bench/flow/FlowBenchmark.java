package io.millrace.bench.flow;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Figures;
import io.millrace.bench.Report;
import io.millrace.bench.process.ChildJvm;
import io.millrace.config.RowImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what stands between the source and the sinks. */
@Command(
        name = "flow",
        description = "Latest row, evaluate and deliver: rows a second and core; bytes of state.",
        sortOptions = false)
public final class FlowBenchmark implements Benchmark {
    /**
     * As much as {@code ./millrace run} takes if nothing else is said. The size of the young
     * generation is fixed, since G1 shrinks it where others at work make its pauses longer.
     */
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-Xmn400m");

    @Option(
            names = "--rows",
            defaultValue = "200000",
            description = "How many rows there are at a time (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--changes",
            defaultValue = "2000000",
            description =
                    "How many changes follow their inserts; the second half is measured (default:"
                            + " ${DEFAULT-VALUE}).")
    private long changes;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each is measured, in turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--only",
            split = ",",
            description = "What is done with the rows (default: all): ${COMPLETION-CANDIDATES}.")
    private Set<Shape> only = EnumSet.allOf(Shape.class);

    @Option(
            names = "--backends",
            split = ",",
            description = "Where state is kept (default: all): ${COMPLETION-CANDIDATES}.")
    private Set<Backend> backends = EnumSet.allOf(Backend.class);

    @Option(
            names = "--jvm-option",
            description = "For the JVMs that are measured, such as a profiler.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Tells this.")
    private boolean help;

    @Override
    public Figures run(Report report) throws Exception {
        FlowStandings standings = new FlowStandings();
        for (int round = 1; round <= rounds; round++) {
            for (Backend backend : backends) {
                for (Shape shape : only) {
                    FlowRound result = round(shape, backend);
                    standings.add(shape, backend, result);
                    report.progress(
                            String.format(
                                    Locale.ROOT,
                                    "Round %d of %d: %s on %s, %,.0f rows/s a core",
                                    round,
                                    rounds,
                                    shape,
                                    backend,
                                    result.perCore()));
                }
            }
        }
        report.line(
                String.format(
                        Locale.ROOT,
                        "%,d changes of %,d rows, after as many; each figure: least / median / most"
                                + " of %d rounds.",
                        changes - changes / 2,
                        rows,
                        rounds));
        standings.print(report);
        Figures figures = standings.figures();
        state(report, figures);
        return figures.put("rows", rows).put("changes", changes);
    }

    private FlowRound round(Shape shape, Backend backend) throws Exception {
        Figures figures =
                child(
                        "run-flow",
                        "--shape=" + shape.name(),
                        "--backend=" + backend.name(),
                        "--rows=" + rows,
                        "--changes=" + changes);
        return new FlowRound(figures.get("rows"), figures.get("cpu_s"), figures.get("seconds"));
    }

    private void state(Report report, Figures figures) throws Exception {
        StateSizes without = sizes(RowImages.NEVER);
        StateSizes with = sizes(RowImages.ALWAYS);
        report.rows(StateSizes.grid(without, with));
        without.put(figures, "");
        with.put(figures, "_with_image");
    }

    private StateSizes sizes(RowImages images) throws Exception {
        return StateSizes.of(child("size-state", "--images=" + images.name(), "--rows=" + rows));
    }

    private Figures child(String... arguments) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(HEAP);
        options.addAll(jvmOptions);
        try (ChildJvm jvm = ChildJvm.start(options, List.of(arguments))) {
            return jvm.await();
        }
    }
}
