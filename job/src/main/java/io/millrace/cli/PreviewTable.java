package io.millrace.cli;

import io.millrace.console.Figures;
import io.millrace.flow.Outcome;
import io.millrace.flow.Outcome.Fate;
import io.millrace.flow.Outcome.Made;
import io.millrace.pipeline.FlowPreview;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Previews for people: a table of each flow, with a line for each document. Documents are cut to
 * the width of the terminal, errors are not.
 */
final class PreviewTable {
    private static final String INDENT = "  ";

    private final PrintWriter out;
    private final int width;

    PreviewTable(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    void print(FlowPreview preview) {
        out.println(preview.flow().name() + " → " + preview.flow().sink());
        if (preview.outcomes().isEmpty()) {
            out.println(INDENT + "no rows: the table is empty, or --where leaves them all out");
        } else {
            boolean severalTables =
                    preview.outcomes().stream().map(Outcome::table).distinct().count() > 1;
            TextColumns columns =
                    new TextColumns(List.of("row", "kept", "id", "route", "group", "document"));
            preview.outcomes().forEach(outcome -> add(outcome, severalTables, columns));
            columns.lines(width - INDENT.length()).forEach(line -> out.println(INDENT + line));
            out.println(INDENT + summary(preview.outcomes()));
        }
        out.println();
    }

    private static void add(Outcome outcome, boolean withTable, TextColumns columns) {
        String row = withTable ? outcome.table() + "/" + outcome.key() : outcome.key();
        String kept = kept(outcome.fate());
        if (outcome.error() != null) {
            columns.addRemark(List.of(row, kept), outcome.error());
        } else if (outcome.documents().isEmpty()) {
            columns.add(List.of(row, kept, "", "", "", ""));
        }
        for (Made made : outcome.documents()) {
            columns.add(
                    List.of(
                            row,
                            kept,
                            made.id(),
                            orEmpty(made.route()),
                            orEmpty(outcome.group()),
                            made.content()));
            row = "";
            kept = "";
        }
    }

    private static String kept(Fate fate) {
        return switch (fate) {
            case KEPT -> "yes";
            case FILTERED -> "filtered";
            case NO_DOCUMENT -> "no document";
            case FAILED -> "error";
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** {@code 10 rows: 7 kept, 2 filtered, 1 error}. */
    private static String summary(List<Outcome> outcomes) {
        Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        outcomes.forEach(outcome -> counts.merge(outcome.fate(), 1L, Long::sum));
        List<String> parts = new ArrayList<>();
        parts.add(Figures.count(counts.getOrDefault(Fate.KEPT, 0L)) + " kept");
        counts.forEach(
                (fate, count) -> {
                    switch (fate) {
                        case KEPT -> {}
                        case FILTERED -> parts.add(Figures.count(count) + " filtered");
                        case NO_DOCUMENT -> parts.add(Figures.count(count) + " without a document");
                        case FAILED -> parts.add(counted(count, "error"));
                    }
                });
        return counted(outcomes.size(), "row") + ": " + String.join(", ", parts);
    }

    private static String counted(long count, String what) {
        return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
    }
}
