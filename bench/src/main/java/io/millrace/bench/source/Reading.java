package io.millrace.bench.source;

/**
 * How one contestant has read all changes of a slot.
 *
 * @param rowsPerSecond from the first change to the last
 * @param warmRowsPerSecond without the first quarter of them, while a JVM still compiles
 * @param cpuSeconds of the contestant's process, from the first change to the last
 * @param heapMib the most heap that it held; NaN without a heap
 * @param heapAfterCollectionsMib the most that a collection of garbage left; NaN without a heap
 */
record Reading(
        double rowsPerSecond,
        double warmRowsPerSecond,
        double cpuSeconds,
        double heapMib,
        double heapAfterCollectionsMib) {}
