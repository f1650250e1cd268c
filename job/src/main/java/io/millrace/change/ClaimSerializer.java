package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link Claim}, in their order. */
public final class ClaimSerializer extends VersionedSerializer<Claim> {
    private static final long serialVersionUID = 1L;

    /** Of the delivery in a claim of version 1. */
    private static final int DELIVERY_VERSION = 2;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(Claim claim, DataOutputView out) throws IOException {
        HolderFields.write(claim.holder(), out);
        out.writeByte(claim.action().code());
        out.writeLong(claim.position().lsn());
        out.writeLong(claim.position().index());
        out.writeInt(claim.step());
        Fields.writeOptionalText(claim.group(), out);
        DeliverySerializer.writeDelivery(claim.delivery(), out);
    }

    @Override
    protected Claim read(int version, DataInputView in) throws IOException {
        return new Claim(
                HolderFields.read(in),
                Action.ofCode(in.readByte()),
                new Position(in.readLong(), in.readLong()),
                in.readInt(),
                Fields.readOptionalText(in),
                DeliverySerializer.readDelivery(DELIVERY_VERSION, in));
    }
}
