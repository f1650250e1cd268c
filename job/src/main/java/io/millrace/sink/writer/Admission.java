package io.millrace.sink.writer;

import org.apache.flink.api.connector.sink2.Sink.InitContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/**
 * Makes writes of elements, turns away those that cannot be sent, and knows how many bytes the
 * writer holds. Lives in one writer; it is never serialized.
 */
@SuppressWarnings("deprecation") // ElementConverter of Flink 1.20 has no other open method.
final class Admission<InputT> implements ElementConverter<InputT, DocumentWrite> {
    private static final long serialVersionUID = 1L;

    private final ElementConverter<InputT, DocumentWrite> converter;
    private final transient Target target;
    private final MemorySize maxSize;
    private long heldBytes;

    Admission(
            ElementConverter<InputT, DocumentWrite> converter, Target target, MemorySize maxSize) {
        this.converter = converter;
        this.target = target;
        this.maxSize = maxSize;
    }

    @Override
    public void open(InitContext context) {
        converter.open(context);
    }

    /**
     * @throws DeliveryRefusedException if the write cannot be sent
     */
    @Override
    public DocumentWrite apply(InputT element, SinkWriter.Context context) {
        DocumentWrite write = converter.apply(element, context);
        long size = write.size();
        if (size > maxSize.getBytes()) {
            throw new DeliveryRefusedException(
                    "The "
                            + write.name()
                            + " for "
                            + target.description()
                            + " has "
                            + size
                            + " bytes, but a request holds at most "
                            + maxSize
                            + ". Raise the sink's option 'sink.bulk-flush.max-size'");
        }
        String objection = target.objection(write);
        if (objection != null) {
            throw new DeliveryRefusedException(objection);
        }
        heldBytes += size;
        return write;
    }

    /** Counts a write that a checkpoint held. */
    void readmit(long size) {
        heldBytes += size;
    }

    /** Counts a write that is done. */
    void release(DocumentWrite write) {
        heldBytes -= write.size();
    }

    long heldBytes() {
        return heldBytes;
    }
}
