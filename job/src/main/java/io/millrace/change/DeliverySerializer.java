package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link Delivery}; a flag tells whether a document follows. */
public final class DeliverySerializer extends VersionedSerializer<Delivery> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(Delivery delivery, DataOutputView out) throws IOException {
        Fields.writeText(delivery.id(), out);
        out.writeLong(delivery.version());
        out.writeLong(delivery.committedAtMicros());
        out.writeBoolean(!delivery.isDelete());
        if (!delivery.isDelete()) {
            Fields.writeJson(delivery.document(), out);
        }
    }

    @Override
    protected Delivery read(int version, DataInputView in) throws IOException {
        String id = Fields.readText(in);
        long documentVersion = in.readLong();
        long committedAtMicros = in.readLong();
        Json document = in.readBoolean() ? Fields.readJson(in) : null;
        return new Delivery(id, documentVersion, document, committedAtMicros);
    }
}
