package io.millrace.sink.writer;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What became of a writer's deliveries.
 *
 * @param retried every repetition counts
 */
record DeliveryCounters(Counter accepted, Counter alreadyNewer, Counter retried) {
    static DeliveryCounters register(MetricGroup group) {
        return new DeliveryCounters(
                group.counter("deliveriesAccepted"),
                group.counter("deliveriesAlreadyNewer"),
                group.counter("deliveriesRetried"));
    }

    void count(Outcome.Done done) {
        switch (done) {
            case ACCEPTED -> accepted.inc();
            case ALREADY_NEWER -> alreadyNewer.inc();
        }
    }
}
