package io.millrace.backfill.read;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** The metrics of a reader: rows and chunks. */
final class ReadMetrics {
    private final Counter records;
    private final Counter rowsRead;
    private final Counter chunksEnded;

    ReadMetrics(SourceReaderMetricGroup group) {
        records = group.getIOMetricGroup().getNumRecordsInCounter();
        rowsRead = group.counter("rowsRead");
        chunksEnded = group.counter("chunksEnded");
        group.meter("rowsPerSecond", new MeterView(rowsRead));
    }

    void emitted() {
        records.inc();
        rowsRead.inc();
    }

    void chunkEnded() {
        chunksEnded.inc();
    }
}
