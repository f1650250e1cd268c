package io.millrace.bench.decode;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Figures;
import io.millrace.bench.Grid;
import io.millrace.bench.Report;
import io.millrace.demo.server.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Decoding alone, by JMH: from the bytes of pgoutput to changes, on one thread. */
@Command(
        name = "decode",
        description = "Decoding the log alone, in memory, by JMH.",
        sortOptions = false)
public final class DecodeBenchmark implements Benchmark {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    @Option(
            names = "--forks",
            defaultValue = "2",
            description = "How many JVMs measure (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            description =
                    "How often each measures, for 2 s, after as many warm-ups (default:"
                            + " ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Tells this.")
    private boolean help;

    @Override
    public Figures run(Report report) throws Exception {
        report.progress("Starting Postgres");
        Path messages = Files.createTempFile("messages-", ".pgoutput");
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            new CapturedLog(server).write(4 * DecodeRows.ROWS, messages);
            report.progress("Decoding inserts and updates, each in " + forks + " JVMs");
            return report(new Runner(options(server, messages)).run(), report);
        } finally {
            Files.delete(messages);
        }
    }

    private Options options(EmbeddedPostgres server, Path messages) {
        return new OptionsBuilder()
                .include("^" + DecodeRows.class.getName().replace(".", "\\.") + "\\.")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(forks)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(2))
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend(
                        "-D" + DecodeRows.FILE + "=" + messages,
                        "-D" + DecodeRows.PORT + "=" + server.port())
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private static Figures report(Collection<RunResult> results, Report report) {
        Grid grid = new Grid("decode", "rows/s", "+-", "bytes allocated/row");
        Figures figures = new Figures();
        for (RunResult result : results) {
            String kind = result.getPrimaryResult().getLabel();
            double rate = result.getPrimaryResult().getScore();
            double error = result.getPrimaryResult().getScoreError();
            double bytes = result.getSecondaryResults().get(ALLOCATION).getScore();
            grid.row(kind, whole(rate), whole(error), whole(bytes));
            figures.put(kind + "_rows_per_s", rate).put(kind + "_bytes_per_row", bytes);
        }
        report.rows(grid);
        return figures;
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
