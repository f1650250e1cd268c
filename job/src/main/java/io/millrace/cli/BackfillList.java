package io.millrace.cli;

import io.millrace.backfill.Backfill;
import io.millrace.console.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Backfills as a table for people. */
final class BackfillList {
    private static final List<String> HEADINGS =
            List.of("id", "flow", "table", "state", "rows", "percent", "started", "time", "error");

    private BackfillList() {}

    /**
     * The lines, a heading first.
     *
     * @param now by the clock of the server, near enough
     */
    static List<String> lines(List<Backfill> backfills, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        backfills.forEach(backfill -> rows.add(cells(backfill, now)));
        int[] widths =
                HEADINGS.stream()
                        .mapToInt(heading -> width(rows, HEADINGS.indexOf(heading)))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> cells(Backfill backfill, Instant now) {
        Instant started = backfill.times().started();
        OptionalLong percent = BackfillProgress.percent(backfill);
        return List.of(
                "" + backfill.id(),
                backfill.request().flow(),
                backfill.request().table().toString(),
                backfill.phase().toString(),
                Figures.count(backfill.rows().read()),
                percent.isPresent() ? percent.getAsLong() + " %" : "",
                started == null ? "" : started.truncatedTo(ChronoUnit.SECONDS).toString(),
                time(backfill, now),
                BackfillProgress.inOneLine(backfill.error()));
    }

    private static String time(Backfill backfill, Instant now) {
        Instant started = backfill.times().started();
        Instant finished = backfill.times().finished();
        if (started == null || finished == null && !backfill.phase().open()) {
            return "";
        }
        return Figures.time(Duration.between(started, finished == null ? now : finished));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
