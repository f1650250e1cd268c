package io.millrace.bench.flow;

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

/** The rounds of all shapes on all backends. */
final class FlowStandings {
    private final Map<Backend, Map<Shape, List<FlowRound>>> rounds = new EnumMap<>(Backend.class);

    void add(Shape shape, Backend backend, FlowRound round) {
        rounds.computeIfAbsent(backend, name -> new EnumMap<>(Shape.class))
                .computeIfAbsent(shape, name -> new ArrayList<>())
                .add(round);
    }

    void print(Report report) {
        Grid grid = new Grid("flow", "state", "rows/s a core", "rows/s", "CPU µs a row");
        rounds.forEach(
                (backend, shapes) ->
                        shapes.forEach(
                                (shape, found) ->
                                        grid.row(
                                                shape.toString(),
                                                backend.toString(),
                                                text(found, "%,.0f", FlowRound::perCore),
                                                text(found, "%,.0f", FlowRound::perSecond),
                                                text(found, "%.2f", r -> 1e6 / r.perCore()))));
        report.rows(grid);
        ratios().forEach((name, ratio) -> report.line(name + ": " + ratio.text("%.2f")));
    }

    /** The medians. */
    Figures figures() {
        Figures figures = new Figures();
        rounds.forEach(
                (backend, shapes) ->
                        shapes.forEach(
                                (shape, found) -> {
                                    String name = shape + suffix(backend);
                                    figures.put(
                                            "rows_per_s_" + name,
                                            spread(found, FlowRound::perCore).median());
                                    figures.put(
                                            "wall_rows_per_s_" + name,
                                            spread(found, FlowRound::perSecond).median());
                                }));
        ratios().forEach((name, ratio) -> figures.put(name, ratio.median()));
        return figures;
    }

    /** Within rounds, as others' load changes with time. */
    private Map<String, Spread> ratios() {
        Map<String, Spread> ratios = new LinkedHashMap<>();
        rounds.forEach(
                (backend, shapes) -> {
                    List<FlowRound> bare = shapes.get(Shape.BARE_KEYED_STATE);
                    if (bare != null) {
                        shapes.forEach(
                                (shape, found) -> {
                                    if (shape != Shape.BARE_KEYED_STATE) {
                                        ratios.put(
                                                shape
                                                        + suffix(backend)
                                                        + "_over_"
                                                        + Shape.BARE_KEYED_STATE,
                                                ratio(found, bare));
                                    }
                                });
                    }
                });
        return ratios;
    }

    private static Spread ratio(List<FlowRound> these, List<FlowRound> those) {
        return Spread.of(
                IntStream.range(0, these.size())
                        .mapToDouble(i -> these.get(i).perCore() / those.get(i).perCore()));
    }

    private static String suffix(Backend backend) {
        return backend == Backend.HEAP ? "" : "_" + backend;
    }

    private static Spread spread(List<FlowRound> found, ToDoubleFunction<FlowRound> figure) {
        return Spread.of(found.stream().mapToDouble(figure));
    }

    private static String text(
            List<FlowRound> found, String format, ToDoubleFunction<FlowRound> figure) {
        return spread(found, figure).text(format);
    }
}
