package io.millrace.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One line that keeps changing. A terminal shows it in place; anything else, such as a file, gets a
 * whole line every few seconds.
 */
public final class StatusLine {
    private static final String BEGIN_OF_LINE = "\r";
    private static final String CLEAR_TO_END = "\u001b[K";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Who reads it. */
    enum Reader {
        TERMINAL,
        FILE;

        static Reader ofStandardOutput() {
            return System.console() == null ? FILE : TERMINAL;
        }
    }

    private final PrintStream out;
    private final Reader reader;
    private final LongSupplier nanoTime;
    private long lastPrinted;

    StatusLine(PrintStream out, Reader reader, LongSupplier nanoTime) {
        this.out = out;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.lastPrinted = nanoTime.getAsLong() - INTERVAL.toNanos();
    }

    /** On a stream that is as good as standard output. */
    public static StatusLine on(PrintStream out) {
        return new StatusLine(out, Reader.ofStandardOutput(), System::nanoTime);
    }

    /** Shows a text, to be replaced by the next one. */
    public void show(String text) {
        if (reader == Reader.TERMINAL) {
            out.print(BEGIN_OF_LINE + text + CLEAR_TO_END);
            out.flush();
        } else if (nanoTime.getAsLong() - lastPrinted >= INTERVAL.toNanos()) {
            out.println(text);
            lastPrinted = nanoTime.getAsLong();
        }
    }

    /** Shows a last text, which stays; the line after it is free. */
    public void finish(String text) {
        out.println(reader == Reader.TERMINAL ? BEGIN_OF_LINE + text + CLEAR_TO_END : text);
    }

    /** Takes the text away, where that is possible; the line is free. */
    public void clear() {
        if (reader == Reader.TERMINAL) {
            out.print(BEGIN_OF_LINE + CLEAR_TO_END);
            out.flush();
        }
    }
}
