package io.millrace.bench.source;

/**
 * A reading, and what else the processors did meanwhile.
 *
 * @param rows how many changes were read
 * @param senderCpuSeconds of the server's process that decodes the log and sends it
 * @param coresOfOthers how many processors others kept busy on average
 */
record Round(Reading reading, long rows, double senderCpuSeconds, double coresOfOthers) {

    double cpuSecondsPerMillion() {
        return reading.cpuSeconds() / rows * 1e6;
    }

    double senderCpuSecondsPerMillion() {
        return senderCpuSeconds / rows * 1e6;
    }
}
