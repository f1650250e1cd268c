package io.millrace.bench.flow;

/**
 * A shape of flow, measured once.
 *
 * @param cpuSeconds of the whole process
 */
record FlowRound(double rows, double cpuSeconds, double seconds) {

    /** Rows in a second of processor time. */
    double perCore() {
        return rows / cpuSeconds;
    }

    double perSecond() {
        return rows / seconds;
    }
}
