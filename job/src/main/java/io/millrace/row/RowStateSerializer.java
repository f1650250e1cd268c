package io.millrace.row;

import io.millrace.change.Position;
import io.millrace.change.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Four numbers, in the order of {@link RowState}'s fields. */
public final class RowStateSerializer extends VersionedSerializer<RowState> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 2;
    }

    @Override
    protected void write(RowState state, DataOutputView out) throws IOException {
        out.writeLong(state.position().lsn());
        out.writeLong(state.position().index());
        out.writeLong(state.version());
        out.writeLong(state.forgetAt());
    }

    @Override
    protected RowState read(int version, DataInputView in) throws IOException {
        // Version 1 had no index.
        Position position = new Position(in.readLong(), version == 1 ? 0 : in.readLong());
        return new RowState(position, in.readLong(), in.readLong());
    }
}
