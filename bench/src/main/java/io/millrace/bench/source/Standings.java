package io.millrace.bench.source;

import static io.millrace.bench.source.ContestantName.FLINK_CDC;
import static io.millrace.bench.source.ContestantName.PG_RECVLOGICAL;
import static io.millrace.bench.source.ContestantName.WAL;

import io.millrace.bench.Figures;
import io.millrace.bench.Grid;
import io.millrace.bench.Report;
import io.millrace.bench.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of all contestants: the spread of each figure, and the ratios within rounds. */
final class Standings {
    private final Map<ContestantName, List<Round>> rounds = new EnumMap<>(ContestantName.class);
    private final long rows;

    Standings(long rows) {
        this.rows = rows;
    }

    void add(Contestant contestant, Round round) {
        rounds.computeIfAbsent(contestant.contestant(), name -> new ArrayList<>()).add(round);
    }

    void print(Report report) {
        report.line(
                String.format(
                        "%,d changes of rows of 300 bytes, a half of them updates that carry the old"
                                + " row; each figure: least / median / most of %d rounds.",
                        rows, rounds.values().iterator().next().size()));
        Grid grid =
                new Grid(
                        "reader",
                        "rows/s",
                        "warm rows/s",
                        "CPU s/M rows",
                        "walsender",
                        "peak heap MiB",
                        "after GC",
                        "others' cores");
        rounds.forEach(
                (name, found) ->
                        grid.row(
                                name.toString(),
                                text(found, "%,.0f", r -> r.reading().rowsPerSecond()),
                                text(found, "%,.0f", r -> r.reading().warmRowsPerSecond()),
                                text(found, "%.1f", Round::cpuSecondsPerMillion),
                                text(found, "%.1f", Round::senderCpuSecondsPerMillion),
                                heap(found, r -> r.reading().heapMib()),
                                heap(found, r -> r.reading().heapAfterCollectionsMib()),
                                text(found, "%.2f", Round::coresOfOthers)));
        report.rows(grid);
        ratios().forEach((name, ratio) -> report.line(name + ": " + ratio.text("%.2f")));
    }

    /** The medians. */
    Figures figures() {
        Figures figures = new Figures();
        ratios().forEach((name, ratio) -> figures.put(name, ratio.median()));
        rounds.forEach(
                (name, found) -> {
                    put(figures, name + "_rows_per_s", found, r -> r.reading().rowsPerSecond());
                    put(figures, name + "_cpu_s_per_million", found, Round::cpuSecondsPerMillion);
                    put(
                            figures,
                            name + "_walsender_cpu_s_per_million",
                            found,
                            Round::senderCpuSecondsPerMillion);
                    if (name != PG_RECVLOGICAL) {
                        put(
                                figures,
                                name + "_warm_rows_per_s",
                                found,
                                r -> r.reading().warmRowsPerSecond());
                        put(figures, name + "_peak_heap_mib", found, r -> r.reading().heapMib());
                        put(
                                figures,
                                name + "_heap_after_gc_mib",
                                found,
                                r -> r.reading().heapAfterCollectionsMib());
                    }
                    put(figures, name + "_others_cores", found, Round::coresOfOthers);
                });
        return figures.put("rows", rows);
    }

    private Map<String, Spread> ratios() {
        Map<String, Spread> ratios = new LinkedHashMap<>();
        if (rounds.containsKey(WAL) && rounds.containsKey(PG_RECVLOGICAL)) {
            ratios.put(
                    "wal_over_pg_recvlogical",
                    ratio(WAL, PG_RECVLOGICAL, round -> round.reading().rowsPerSecond()));
            ratios.put(
                    "wal_warm_over_pg_recvlogical",
                    ratio(WAL, PG_RECVLOGICAL, round -> round.reading().warmRowsPerSecond()));
        }
        if (rounds.containsKey(WAL) && rounds.containsKey(FLINK_CDC)) {
            ratios.put(
                    "wal_cpu_over_flink_cdc", ratio(WAL, FLINK_CDC, Round::cpuSecondsPerMillion));
        }
        return ratios;
    }

    /** Of what was measured one after the other, as others' load changes with time. */
    private Spread ratio(ContestantName name, ContestantName base, ToDoubleFunction<Round> figure) {
        List<Round> these = rounds.get(name);
        List<Round> those = rounds.get(base);
        return Spread.of(
                IntStream.range(0, these.size())
                        .mapToDouble(
                                i ->
                                        figure.applyAsDouble(these.get(i))
                                                / figure.applyAsDouble(those.get(i))));
    }

    private static void put(
            Figures figures, String name, List<Round> found, ToDoubleFunction<Round> figure) {
        figures.put(name, spread(found, figure).median());
    }

    private static Spread spread(List<Round> found, ToDoubleFunction<Round> figure) {
        return Spread.of(found.stream().mapToDouble(figure));
    }

    private static String text(List<Round> found, String format, ToDoubleFunction<Round> figure) {
        return spread(found, figure).text(format);
    }

    private static String heap(List<Round> found, ToDoubleFunction<Round> figure) {
        Spread spread = spread(found, figure);
        return Double.isNaN(spread.median()) ? "-" : spread.text("%.0f");
    }
}
