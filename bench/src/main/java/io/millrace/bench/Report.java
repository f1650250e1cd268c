package io.millrace.bench;

import java.io.PrintStream;

/** What a benchmark tells people: how far it is, and what it found. */
public final class Report {
    private final PrintStream out;
    private final PrintStream progress;

    Report(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Says what goes on now. */
    public void progress(String line) {
        progress.println(line);
    }

    /** Prints a line of the result. */
    public void line(String line) {
        out.println(line);
    }

    /** Prints rows of the result. */
    public void rows(Grid grid) {
        grid.lines().forEach(out::println);
    }
}
