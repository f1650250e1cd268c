package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The version, then the change. */
public final class VersionedChangeSerializer extends VersionedSerializer<VersionedChange> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 2;
    }

    @Override
    protected void write(VersionedChange value, DataOutputView out) throws IOException {
        out.writeLong(value.version());
        RowChangeSerializer.writeChange(value.change(), out);
    }

    @Override
    protected VersionedChange read(int version, DataInputView in) throws IOException {
        long rowVersion = in.readLong();
        return new VersionedChange(RowChangeSerializer.readChange(version, in), rowVersion);
    }
}
