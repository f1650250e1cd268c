package io.millrace.demo;

import io.millrace.console.Figures;
import io.millrace.demo.check.Latencies;
import io.millrace.demo.shop.WorkloadCounts;
import java.time.Duration;
import java.util.Locale;

/**
 * What {@code --once} ends with.
 *
 * @param hydration until the index held every row that the table began with
 * @param duration of the demo from the creation of the table on
 */
record Summary(OnceDemo.Outcome outcome, int products, Duration hydration, Duration duration) {
    @Override
    public String toString() {
        WorkloadCounts counts = outcome.counts();
        Latencies latencies = outcome.latencies();
        return line("rows", Figures.count(outcome.comparison().rows()), "")
                + line("documents", Figures.count(outcome.comparison().documents()), "")
                + line("mismatches", Figures.count(outcome.comparison().mismatches()), "")
                + line(
                        "changes",
                        Figures.count(counts.changes()),
                        Figures.count(counts.inserts())
                                + " inserts, "
                                + Figures.count(counts.updates())
                                + " updates, "
                                + Figures.count(counts.deletes())
                                + " deletes, "
                                + Figures.count(counts.keyChanges())
                                + " key changes")
                + line(
                        "transactions",
                        Figures.count(counts.transactions()),
                        "and " + Figures.count(counts.rolledBack()) + " rolled back")
                + line(
                        "latency p50",
                        Figures.duration(latencies.p50()),
                        "from commit to visible by id")
                + line(
                        "latency p99",
                        Figures.duration(latencies.p99()),
                        "max "
                                + Figures.duration(latencies.max())
                                + ", "
                                + Figures.count(latencies.count())
                                + " samples")
                + line(
                        "hydration",
                        Figures.duration(hydration),
                        Figures.perSecond(products, hydration) + " docs/s")
                + line("duration", Figures.duration(duration), "");
    }

    private static String line(String name, String value, String note) {
        return String.format(Locale.ROOT, "  %-14s%10s   %s", name, value, note).stripTrailing()
                + "\n";
    }
}
