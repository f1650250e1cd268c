package io.millrace.bench.source;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Figures;
import io.millrace.bench.Report;
import io.millrace.bench.process.CpuWatch;
import io.millrace.config.ReaderName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the readers of the log with each other, and with the best that can be. */
@Command(
        name = "source",
        description = "Reading the log: pg_recvlogical, wal and flink-cdc; latency of wal.",
        sortOptions = false)
public final class SourceBenchmark implements Benchmark {
    @Option(
            names = "--rows",
            defaultValue = "1000000",
            description = "How many changes each reads (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each reads them (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--only",
            split = ",",
            description = "Who takes part (default: all): ${COMPLETION-CANDIDATES}.")
    private Set<ContestantName> only = EnumSet.allOf(ContestantName.class);

    @Option(
            names = "--pg-recvlogical",
            paramLabel = "FILE",
            description = "The program; found on the PATH or where Debian keeps it, if not given.")
    private Path pgRecvlogical;

    @Option(
            names = "--latency-seconds",
            defaultValue = "30",
            description = "How long to measure latency, 0 for not at all; a third is warm-up.")
    private int latencySeconds;

    @Option(
            names = "--jvm-option",
            description = "For the JVMs of the readers, such as a profiler.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Tells this.")
    private boolean help;

    @Override
    public Figures run(Report report) throws Exception {
        List<Contestant> contestants = contestants();
        report.progress("Starting Postgres");
        try (OrdersLog log = OrdersLog.start()) {
            Standings standings = new Standings(rows);
            compete(log, contestants, standings, report);
            CommitLatency latency = new CommitLatency(log, jvmOptions);
            Figures figures = standings.figures();
            standings.print(report);
            if (latencySeconds > 0) {
                report.progress("Measuring latency for " + latencySeconds + " s");
                latency.measure(latencySeconds, figures, report);
            }
            return figures;
        }
    }

    private List<Contestant> contestants() throws IOException {
        List<Contestant> contestants = new ArrayList<>();
        for (ContestantName name : only) {
            contestants.add(
                    switch (name) {
                        case PG_RECVLOGICAL ->
                                new PgRecvlogical(
                                        PostgresPrograms.find("pg_recvlogical", pgRecvlogical),
                                        rows);
                        case WAL -> new FlinkReader(ReaderName.WAL, rows, jvmOptions);
                        case FLINK_CDC -> new FlinkReader(ReaderName.FLINK_CDC, rows, jvmOptions);
                    });
        }
        return contestants;
    }

    private void compete(
            OrdersLog log, List<Contestant> contestants, Standings standings, Report report)
            throws Exception {
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                log.addSlot(slot(contestant, round));
            }
        }
        report.progress("Writing " + rows + " changes");
        log.write(rows);
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                Round result = round(log, contestant, slot(contestant, round));
                standings.add(contestant, result);
                report.progress(
                        String.format(
                                Locale.ROOT,
                                "Round %d of %d: %s has read %,.0f rows/s; others kept %.2f"
                                        + " processors busy",
                                round,
                                rounds,
                                contestant.contestant(),
                                result.reading().rowsPerSecond(),
                                result.coresOfOthers()));
            }
        }
    }

    private static String slot(Contestant contestant, int round) {
        return contestant.contestant() + "_" + round;
    }

    private Round round(OrdersLog log, Contestant contestant, String slot) throws Exception {
        try (CpuWatch cpu = new CpuWatch();
                SenderWatch sender = new SenderWatch(log, slot, cpu)) {
            Reading reading = contestant.read(log, slot, cpu);
            Round round = new Round(reading, rows, cpu.seconds(sender.pid()), cpu.coresOfOthers());
            log.dropSlot(slot);
            return round;
        }
    }
}
