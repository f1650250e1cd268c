package io.millrace.console;

/** A part of a whole, drawn. */
public final class Bar {
    private Bar() {}

    /**
     * {@code ██████░░░░}, of as many characters as asked for.
     *
     * @param percent from 0 to 100
     */
    public static String of(long percent, int width) {
        int full = (int) (percent * width / 100);
        return "█".repeat(full) + "░".repeat(width - full);
    }
}
