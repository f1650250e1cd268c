package io.millrace.row;

import io.millrace.change.CompactNumbers;
import io.millrace.change.Fields;
import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.Snapshot;
import io.millrace.change.SnapshotFields;
import io.millrace.change.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The fields of a {@link RowState} in a few bytes: flags, the position, the transaction, the
 * version as far as it is ahead of the position, and what the flags say that there is.
 */
public final class RowStateSerializer extends VersionedSerializer<RowState> {
    private static final long serialVersionUID = 1L;

    private static final int DELETED = 1;
    private static final int IMAGE = 2;
    private static final int SNAPSHOT = 4;

    @Override
    protected int currentVersion() {
        return 4;
    }

    @Override
    protected void write(RowState state, DataOutputView out) throws IOException {
        out.writeByte(
                (state.deleted() ? DELETED : 0)
                        | (state.image() != null ? IMAGE : 0)
                        | (state.contained() != null ? SNAPSHOT : 0));
        CompactNumbers.write(state.position().lsn(), out);
        CompactNumbers.write(state.position().index(), out);
        CompactNumbers.write(state.transactionId(), out);
        CompactNumbers.write(state.version() - state.position().lsn(), out);
        if (state.deleted()) {
            CompactNumbers.write(state.forgetAt(), out);
        }
        if (state.image() != null) {
            Fields.writeJson(state.image(), out);
        }
        if (state.contained() != null) {
            SnapshotFields.write(state.contained(), out);
        }
    }

    /** Version 3 did not tell the transaction. */
    @Override
    protected RowState read(int version, DataInputView in) throws IOException {
        if (version < 3) {
            return readFixed(version, in);
        }
        int flags = in.readByte();
        long lsn = CompactNumbers.read(in);
        Position position = new Position(lsn, CompactNumbers.read(in));
        long transactionId = version == 3 ? 0 : CompactNumbers.read(in);
        long rowVersion = lsn + CompactNumbers.read(in);
        long forgetAt = (flags & DELETED) != 0 ? CompactNumbers.read(in) : 0;
        Json image = (flags & IMAGE) != 0 ? Fields.readJson(in) : null;
        Snapshot contained = (flags & SNAPSHOT) != 0 ? SnapshotFields.read(in) : null;
        return new RowState(position, transactionId, rowVersion, forgetAt, image, contained);
    }

    /** Versions 1 and 2 were numbers of eight bytes; version 1 had no index. */
    private static RowState readFixed(int version, DataInputView in) throws IOException {
        Position position = new Position(in.readLong(), version == 1 ? 0 : in.readLong());
        return new RowState(position, 0, in.readLong(), in.readLong(), null, null);
    }
}
