package io.millrace.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** The same figure of several runs. */
public record Spread(double min, double median, double max) {

    /**
     * @param values at least one
     */
    public static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** The three of them, each in this format of {@link String#format}. */
    public String text(String format) {
        return String.format(
                Locale.ROOT, format + " / " + format + " / " + format, min, median, max);
    }
}
