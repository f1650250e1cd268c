package io.millrace.console;

import java.time.Duration;

/**
 * How far a work of known size has come.
 *
 * @param doing such as {@code indexing products}
 * @param unit such as {@code docs}
 */
public record Progress(String doing, long total, String unit) {

    /** {@code indexing products 3,120 / 5,000 62 % 4,870 docs/s}. */
    public String line(long done, Duration elapsed) {
        long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
        return doing
                + "  "
                + Figures.count(done)
                + " / "
                + Figures.count(total)
                + "  "
                + percent
                + " %  "
                + Figures.perSecond(done, elapsed)
                + " "
                + unit
                + "/s";
    }
}
