package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link Delivery}; flags tell whether a document and a route follow. */
public final class DeliverySerializer extends VersionedSerializer<Delivery> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 2;
    }

    @Override
    protected void write(Delivery delivery, DataOutputView out) throws IOException {
        writeDelivery(delivery, out);
    }

    static void writeDelivery(Delivery delivery, DataOutputView out) throws IOException {
        Fields.writeText(delivery.id(), out);
        out.writeLong(delivery.version());
        out.writeLong(delivery.committedAtMicros());
        Fields.writeOptionalJson(delivery.document(), out);
        Fields.writeOptionalText(delivery.route(), out);
    }

    @Override
    protected Delivery read(int version, DataInputView in) throws IOException {
        return readDelivery(version, in);
    }

    /**
     * @param version 1 had no routes
     */
    static Delivery readDelivery(int version, DataInputView in) throws IOException {
        String id = Fields.readText(in);
        long documentVersion = in.readLong();
        long committedAtMicros = in.readLong();
        Json document = Fields.readOptionalJson(in);
        String route = version == 1 ? null : Fields.readOptionalText(in);
        return new Delivery(route, id, documentVersion, document, committedAtMicros);
    }
}
