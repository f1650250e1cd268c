package io.millrace.sink.writer;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.IOUtils;

/**
 * Writes documents to a {@link Target}, at least once and in order.
 *
 * @param <InputT> what the converter makes a {@link DocumentWrite} of
 */
public final class DocumentSink<InputT> extends AsyncSinkBase<InputT, DocumentWrite> {
    private static final long serialVersionUID = 1L;

    private final TargetFactory target;
    private final Batching batching;

    private DocumentSink(
            ElementConverter<InputT, DocumentWrite> converter,
            TargetFactory target,
            Batching batching,
            int maxInFlight) {
        super(
                converter,
                batching.maxActions(),
                maxInFlight,
                batching.maxHeldWrites(),
                batching.maxSize().getBytes(),
                batching.interval().toMillis(),
                batching.maxSize().getBytes());
        this.target = target;
        this.batching = batching;
    }

    /** A sink whose converter gives every write a version, which the target compares. */
    public static <InputT> DocumentSink<InputT> versioned(
            ElementConverter<InputT, DocumentWrite> converter,
            TargetFactory target,
            Batching batching) {
        return new DocumentSink<>(converter, target, batching, batching.maxInFlight());
    }

    /** A sink whose writes are applied in the order in which they come. */
    public static <InputT> DocumentSink<InputT> unversioned(
            ElementConverter<InputT, DocumentWrite> converter,
            TargetFactory target,
            Batching batching) {
        return new DocumentSink<>(converter, target, batching, 1);
    }

    @Override
    public DocumentSinkWriter<InputT> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public DocumentSinkWriter<InputT> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<DocumentWrite>> states) {
        Target opened = target.open();
        try {
            return new DocumentSinkWriter<>(
                    context,
                    opened,
                    new Admission<>(getElementConverter(), opened, batching.maxSize()),
                    new RequestSlots(
                            getMaxInFlightRequests(),
                            batching.maxActions(),
                            context.getMailboxExecutor()),
                    batching,
                    states);
        } catch (RuntimeException e) {
            IOUtils.closeQuietly(opened);
            throw e;
        }
    }

    @Override
    @Deprecated
    public DocumentSinkWriter<InputT> createWriter(InitContext context) {
        throw new UnsupportedOperationException(
                "Flink 1.20 creates writers with a WriterInitContext");
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<DocumentWrite>>
            getWriterStateSerializer() {
        return new DocumentWriteStateSerializer();
    }
}
