package io.millrace.row;

import io.millrace.change.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Three numbers, in the order of {@link RowState}'s fields. */
public final class RowStateSerializer extends VersionedSerializer<RowState> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(RowState state, DataOutputView out) throws IOException {
        out.writeLong(state.lsn());
        out.writeLong(state.version());
        out.writeLong(state.forgetAt());
    }

    @Override
    protected RowState read(int version, DataInputView in) throws IOException {
        return new RowState(in.readLong(), in.readLong(), in.readLong());
    }
}
