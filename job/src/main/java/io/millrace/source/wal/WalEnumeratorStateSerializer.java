package io.millrace.source.wal;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A flag that tells whether a split follows. */
final class WalEnumeratorStateSerializer implements SimpleVersionedSerializer<WalEnumeratorState> {
    private static final int USUAL_SIZE = 80;

    @Override
    public int getVersion() {
        return new WalSplitSerializer().getVersion();
    }

    @Override
    public byte[] serialize(WalEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_SIZE);
        out.writeBoolean(state.unassigned().isPresent());
        if (state.unassigned().isPresent()) {
            WalSplitSerializer.write(state.unassigned().get(), out);
        }
        return out.getCopyOfBuffer();
    }

    /**
     * @throws IOException if the version is unknown, or the bytes are not exactly one state's
     */
    @Override
    public WalEnumeratorState deserialize(int version, byte[] bytes) throws IOException {
        WalSplitSerializer.requireKnown(version);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        Optional<WalSplit> unassigned =
                in.readBoolean()
                        ? Optional.of(WalSplitSerializer.read(version, in))
                        : Optional.empty();
        WalSplitSerializer.requireEnd(in);
        return new WalEnumeratorState(unassigned);
    }
}
