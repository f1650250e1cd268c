package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link RowChange}, in their order. */
public final class RowChangeSerializer extends VersionedSerializer<RowChange> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(RowChange change, DataOutputView out) throws IOException {
        writeChange(change, out);
    }

    @Override
    protected RowChange read(int version, DataInputView in) throws IOException {
        return readChange(in);
    }

    static void writeChange(RowChange change, DataOutputView out) throws IOException {
        out.writeByte(change.action().code());
        RowKeySerializer.writeKey(change.key(), out);
        Fields.writeJson(change.record(), out);
        out.writeLong(change.lsn());
        out.writeLong(change.transactionId());
        out.writeLong(change.committedAtMicros());
    }

    static RowChange readChange(DataInputView in) throws IOException {
        return new RowChange(
                Action.ofCode(in.readByte()),
                RowKeySerializer.readKey(in),
                Fields.readJson(in),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
