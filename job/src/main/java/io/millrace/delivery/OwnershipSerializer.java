package io.millrace.delivery;

import io.millrace.change.Holder;
import io.millrace.change.HolderFields;
import io.millrace.change.Position;
import io.millrace.change.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of an {@link Ownership}, in their order. */
public final class OwnershipSerializer extends VersionedSerializer<Ownership> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(Ownership ownership, DataOutputView out) throws IOException {
        HolderFields.write(ownership.holder(), out);
        out.writeLong(ownership.position().lsn());
        out.writeLong(ownership.position().index());
        out.writeLong(ownership.version());
        out.writeLong(ownership.hash().first());
        out.writeLong(ownership.hash().second());
        out.writeLong(ownership.forgetAt());
    }

    @Override
    protected Ownership read(int version, DataInputView in) throws IOException {
        Holder holder = HolderFields.read(in);
        return new Ownership(
                holder,
                new Position(in.readLong(), in.readLong()),
                in.readLong(),
                new ContentHash(in.readLong(), in.readLong()),
                in.readLong());
    }
}
