package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Schema, table and id, each as text. */
public final class RowKeySerializer extends VersionedSerializer<RowKey> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(RowKey key, DataOutputView out) throws IOException {
        writeKey(key, out);
    }

    @Override
    protected RowKey read(int version, DataInputView in) throws IOException {
        return readKey(in);
    }

    static void writeKey(RowKey key, DataOutputView out) throws IOException {
        Fields.writeText(key.table().schema(), out);
        Fields.writeText(key.table().name(), out);
        Fields.writeText(key.id(), out);
    }

    static RowKey readKey(DataInputView in) throws IOException {
        return new RowKey(KnownTables.read(in), Fields.readText(in));
    }
}
