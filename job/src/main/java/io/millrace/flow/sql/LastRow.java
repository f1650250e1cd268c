package io.millrace.flow.sql;

import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** Keeps what an operator has emitted last. */
final class LastRow implements Output<StreamRecord<RowData>> {
    private RowData row;

    void clear() {
        row = null;
    }

    /**
     * @throws IllegalStateException if nothing was emitted since it was cleared
     */
    RowData row() {
        if (row == null) {
            throw new IllegalStateException("The query gives nothing of this row");
        }
        return row;
    }

    @Override
    public void collect(StreamRecord<RowData> emitted) {
        row = emitted.getValue();
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> emitted) {
        throw new UnsupportedOperationException("A query has no side outputs");
    }

    @Override
    public void emitWatermark(Watermark mark) {}

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void close() {}
}
