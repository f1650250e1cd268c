package io.millrace.bench;

/**
 * A benchmark, as a command: its annotation has its name and what it measures, its fields are its
 * options.
 */
public interface Benchmark {
    /**
     * Starts what it needs, measures, and stops it again.
     *
     * @param report takes progress and readable rows
     * @return the figures for programs
     */
    Figures run(Report report) throws Exception;
}
