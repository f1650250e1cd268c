package io.millrace.source.wal;

import io.millrace.change.Fields;
import io.millrace.change.Position;
import io.millrace.postgres.LogOrigin;
import io.millrace.source.ForeignStateException;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The fields of a {@link WalSplit}, in their order. Its versions stay below 6: from there on they
 * are those of Flink CDC's splits.
 */
final class WalSplitSerializer implements SimpleVersionedSerializer<WalSplit> {
    private static final int VERSION = 2;
    private static final int USUAL_SIZE = 80;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(WalSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_SIZE);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    /**
     * @throws IOException if the version is unknown, or the bytes are not exactly one split's
     */
    @Override
    public WalSplit deserialize(int version, byte[] bytes) throws IOException {
        requireKnown(version);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        WalSplit split = read(version, in);
        requireEnd(in);
        return split;
    }

    static void write(WalSplit split, DataOutputView out) throws IOException {
        Fields.writeText(split.slot(), out);
        out.writeLong(split.lastEmitted().lsn());
        out.writeLong(split.lastEmitted().index());
        out.writeLong(split.confirmLsn());
        out.writeLong(split.origin().system());
        out.writeLong(split.origin().timeline());
    }

    /** Version 1 had no origin. */
    static WalSplit read(int version, DataInputView in) throws IOException {
        String slot = Fields.readText(in);
        Position lastEmitted = new Position(in.readLong(), in.readLong());
        long confirmLsn = in.readLong();
        LogOrigin origin =
                version == 1 ? LogOrigin.UNKNOWN : new LogOrigin(in.readLong(), in.readLong());
        return new WalSplit(slot, lastEmitted, confirmLsn, origin);
    }

    static void requireKnown(int version) throws ForeignStateException {
        if (version < 1 || version > VERSION) {
            throw new ForeignStateException(version, "wal", "1 to " + VERSION);
        }
    }

    static void requireEnd(DataInputDeserializer in) throws IOException {
        if (in.available() > 0) {
            throw new IOException(
                    in.available() + " bytes too many in the source's state: it is damaged");
        }
    }
}
