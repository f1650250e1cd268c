package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Texts in columns, under headings. Columns without any text are left out; the last one takes what
 * is left of the width.
 */
final class TextColumns {
    private static final int MAX_WIDTH = 36;
    private static final int MIN_LAST_WIDTH = 20;
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param remark in place of what comes after the cells; empty if they are all there
     */
    private record Line(List<String> cells, String remark) {
        String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    TextColumns(List<String> headings) {
        this.headings = List.copyOf(headings);
    }

    /** Adds a line with a text for each column. */
    void add(List<String> cells) {
        lines.add(new Line(cells.stream().map(TextColumns::inOneLine).toList(), ""));
    }

    /** Adds a line that has a text of any length behind its first columns. */
    void addRemark(List<String> cells, String remark) {
        lines.add(new Line(cells.stream().map(TextColumns::inOneLine).toList(), inOneLine(remark)));
    }

    /**
     * All lines, the headings first.
     *
     * @param width in characters, of all lines but those with a remark
     */
    List<String> lines(int width) {
        int last = headings.size() - 1;
        int[] widths = IntStream.range(0, last).map(this::width).toArray();
        int taken = IntStream.of(widths).filter(w -> w > 0).map(w -> w + GAP.length()).sum();
        int left = Math.max(MIN_LAST_WIDTH, width - taken);
        return Stream.concat(Stream.of(new Line(headings, "")), lines.stream())
                .map(line -> text(line, widths, left))
                .toList();
    }

    private int width(int column) {
        int longest = lines.stream().mapToInt(line -> length(line.cell(column))).max().orElse(0);
        return longest == 0
                ? 0
                : Math.min(MAX_WIDTH, Math.max(longest, length(headings.get(column))));
    }

    private static String text(Line line, int[] widths, int left) {
        StringBuilder text = new StringBuilder();
        int cells = line.remark().isEmpty() ? widths.length : line.cells().size();
        for (int i = 0; i < cells; i++) {
            if (widths[i] > 0) {
                String cell = cut(line.cell(i), widths[i]);
                text.append(cell).append(" ".repeat(widths[i] - length(cell))).append(GAP);
            }
        }
        text.append(line.remark().isEmpty() ? cut(line.cell(widths.length), left) : line.remark());
        return text.toString().stripTrailing();
    }

    private static String cut(String text, int width) {
        return length(text) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String inOneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
