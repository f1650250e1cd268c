package io.millrace.bench.source;

import io.millrace.bench.process.CpuWatch;

/** Somebody who reads the log, in a process of his own. */
interface Contestant {
    ContestantName contestant();

    /**
     * Reads a slot to the end of its changes.
     *
     * @param cpu to be told the processes that take part
     */
    Reading read(OrdersLog log, String slot, CpuWatch cpu) throws Exception;
}
