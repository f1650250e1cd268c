package io.millrace.demo.check;

import java.time.Duration;

/**
 * How long changes took from their commit until a GET showed them.
 *
 * @param count of the changes that were watched and seen; all durations are zero if it is
 */
public record Latencies(long count, Duration p50, Duration p99, Duration max) {}
