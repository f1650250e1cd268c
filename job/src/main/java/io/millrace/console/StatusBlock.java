package io.millrace.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Some lines that keep changing, as {@link StatusLine} is one. Between two times there may come to
 * be more of them, but not fewer.
 */
public final class StatusBlock {
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_TO_END = "\u001b[K";

    /** Else a line that is too long for the terminal would be two. */
    private static final String CUT_LINES = "\u001b[?7l";

    private static final String WRAP_LINES = "\u001b[?7h";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final StatusLine.Reader reader;
    private final LongSupplier nanoTime;
    private long lastPrinted;
    private int shown;

    StatusBlock(PrintWriter out, StatusLine.Reader reader, LongSupplier nanoTime) {
        this.out = out;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.lastPrinted = nanoTime.getAsLong() - INTERVAL.toNanos();
    }

    /** On a writer that is as good as standard output. */
    public static StatusBlock on(PrintWriter out) {
        return new StatusBlock(out, StatusLine.Reader.ofStandardOutput(), System::nanoTime);
    }

    /** Shows lines, to be replaced by the next ones. */
    public void show(List<String> lines) {
        if (reader == StatusLine.Reader.TERMINAL) {
            draw(lines);
        } else if (nanoTime.getAsLong() - lastPrinted >= INTERVAL.toNanos()) {
            finish(lines);
            lastPrinted = nanoTime.getAsLong();
        }
    }

    /** Shows the last lines, which stay. */
    public void finish(List<String> lines) {
        if (reader == StatusLine.Reader.TERMINAL) {
            draw(lines);
        } else {
            lines.forEach(out::println);
            out.flush();
        }
    }

    private void draw(List<String> lines) {
        StringBuilder text = new StringBuilder(CUT_LINES);
        if (shown > 0) {
            text.append(String.format(UP, shown));
        }
        lines.forEach(line -> text.append(line).append(CLEAR_TO_END).append('\n'));
        out.print(text.append(WRAP_LINES));
        out.flush();
        shown = lines.size();
    }
}
