package io.millrace.source.wal;

import io.millrace.change.RowChange;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * The metrics of a reader: rows and bytes read, how far it is behind, what was emitted last, and
 * how often it had to connect again.
 */
final class WalMetrics {
    private final Counter rows;
    private final Counter bytes;
    private final Counter reconnects = new SimpleCounter();
    private final Counter annotationsIgnored = new SimpleCounter();
    private volatile boolean caughtUp;
    private volatile long serverLsn;
    private volatile long confirmLsn;
    private volatile long lastCommitLsn;
    private volatile long lastCommitMicros;

    WalMetrics(SourceReaderMetricGroup group) {
        rows = group.getIOMetricGroup().getNumRecordsInCounter();
        bytes = group.getIOMetricGroup().getNumBytesInCounter();
        group.meter("changesPerSecond", new MeterView(rows));
        group.meter("bytesPerSecond", new MeterView(bytes));
        group.counter("reconnects", reconnects);
        group.counter("annotationsIgnored", annotationsIgnored);
        group.gauge("lastCommitLsn", () -> lastCommitLsn);
        group.gauge("lagBytes", this::lagBytes);
        group.gauge("lagMillis", this::lagMillis);
        group.setPendingBytesGauge(this::lagBytes);
    }

    Counter annotationsIgnored() {
        return annotationsIgnored;
    }

    void received(int messageBytes) {
        bytes.inc(messageBytes);
    }

    void reconnected() {
        reconnects.inc();
    }

    void serverIsAt(long lsn) {
        serverLsn = lsn;
    }

    /** Whether all there was to read has been emitted. */
    void caughtUp(boolean now) {
        caughtUp = now;
    }

    void emitted() {
        rows.inc();
    }

    void lastEmitted(RowChange change) {
        lastCommitLsn = change.position().lsn();
        lastCommitMicros = change.committedAtMicros();
    }

    void reached(long lsn) {
        confirmLsn = lsn;
    }

    /** How much log there is behind the last transaction that was emitted whole. */
    private long lagBytes() {
        return Math.max(0, serverLsn - confirmLsn);
    }

    /** How long ago the change that was emitted last has committed; 0 if there is none after it. */
    private long lagMillis() {
        return caughtUp || lastCommitMicros == 0
                ? 0
                : Math.max(0, System.currentTimeMillis() - lastCommitMicros / 1000);
    }
}
