package io.millrace.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Processor time as Linux counts it, in steps of 10 ms: see proc(5). */
final class ProcessCpu {
    private static final double TICKS_PER_SECOND = 100;

    private ProcessCpu() {}

    /** Seconds that the process has run so far, in user and kernel mode; empty once it is gone. */
    static OptionalDouble seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name in parentheses may hold anything; utime and stime are the 12th and 13th
            // after it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return OptionalDouble.of(
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND);
        } catch (IOException gone) {
            return OptionalDouble.empty();
        }
    }

    /** Seconds that all processors together were busy since the machine was started. */
    static double machineSeconds() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            long[] ticks =
                    Arrays.stream(lines.findFirst().orElseThrow().trim().split(" +"))
                            .skip(1)
                            .mapToLong(Long::parseLong)
                            .toArray();
            // user, nice, system, irq, softirq; not idle, iowait, and what others stole.
            return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TICKS_PER_SECOND;
        }
    }
}
