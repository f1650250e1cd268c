package io.millrace.sink;

import io.millrace.change.Delivery;
import io.millrace.sink.writer.DocumentWrite;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/** Delivers documents as they are, byte for byte. */
public final class WholeDocuments implements ElementConverter<Delivery, DocumentWrite> {
    private static final long serialVersionUID = 1L;

    @Override
    public DocumentWrite apply(Delivery delivery, SinkWriter.Context context) {
        return new DocumentWrite(
                delivery.route(),
                delivery.id(),
                delivery.version(),
                delivery.isDelete() ? null : delivery.document().utf8());
    }
}
