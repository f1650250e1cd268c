package io.millrace.delivery;

import io.millrace.change.HolderFields;
import io.millrace.change.Position;
import io.millrace.change.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link Turn}, in their order. */
public final class TurnSerializer extends VersionedSerializer<Turn> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(Turn turn, DataOutputView out) throws IOException {
        out.writeLong(turn.position().lsn());
        out.writeLong(turn.position().index());
        HolderFields.write(turn.holder(), out);
        out.writeInt(turn.step());
    }

    @Override
    protected Turn read(int version, DataInputView in) throws IOException {
        return new Turn(
                new Position(in.readLong(), in.readLong()), HolderFields.read(in), in.readInt());
    }
}
