package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link RowChange}, in their order. */
public final class RowChangeSerializer extends VersionedSerializer<RowChange> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 2;
    }

    @Override
    protected void write(RowChange change, DataOutputView out) throws IOException {
        writeChange(change, out);
    }

    @Override
    protected RowChange read(int version, DataInputView in) throws IOException {
        return readChange(version, in);
    }

    static void writeChange(RowChange change, DataOutputView out) throws IOException {
        out.writeByte(change.action().code());
        RowKeySerializer.writeKey(change.key(), out);
        Fields.writeJson(change.record(), out);
        out.writeLong(change.position().lsn());
        out.writeLong(change.position().index());
        out.writeLong(change.transactionId());
        out.writeLong(change.committedAtMicros());
        out.writeBoolean(change.annotations() != null);
        if (change.annotations() != null) {
            Fields.writeJson(change.annotations(), out);
        }
    }

    /**
     * @param version 1 had neither indexes nor annotations
     */
    static RowChange readChange(int version, DataInputView in) throws IOException {
        return new RowChange(
                Action.ofCode(in.readByte()),
                RowKeySerializer.readKey(in),
                Fields.readJson(in),
                new Position(in.readLong(), version == 1 ? 0 : in.readLong()),
                in.readLong(),
                in.readLong(),
                version == 1 || !in.readBoolean() ? null : Fields.readJson(in));
    }
}
