package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The version, the change, and the former values. */
public final class VersionedChangeSerializer extends VersionedSerializer<VersionedChange> {
    private static final long serialVersionUID = 1L;

    static final int VERSION = 4;

    @Override
    protected int currentVersion() {
        return VERSION;
    }

    @Override
    protected void write(VersionedChange value, DataOutputView out) throws IOException {
        writeVersioned(value, out);
    }

    @Override
    protected VersionedChange read(int version, DataInputView in) throws IOException {
        return readVersioned(version, in);
    }

    static void writeVersioned(VersionedChange value, DataOutputView out) throws IOException {
        out.writeLong(value.version());
        RowChangeSerializer.writeChange(value.change(), out);
        Fields.writeOptionalJson(value.changes(), out);
    }

    static VersionedChange readVersioned(int version, DataInputView in) throws IOException {
        long rowVersion = in.readLong();
        RowChange change = RowChangeSerializer.readChange(version, in);
        return new VersionedChange(
                change, rowVersion, version < 3 ? null : Fields.readOptionalJson(in));
    }
}
