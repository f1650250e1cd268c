package io.millrace.backfill.chunk;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A {@link ChunkSplit} as a checkpoint has it. */
public final class ChunkSplitSerializer implements SimpleVersionedSerializer<ChunkSplit> {
    private static final int VERSION = 1;
    private static final int USUAL_SIZE = 128;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ChunkSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_SIZE);
        ChunkFields.write(split, out);
        return out.getCopyOfBuffer();
    }

    /**
     * @throws IOException if the version is unknown, or the bytes are not exactly one split's
     */
    @Override
    public ChunkSplit deserialize(int version, byte[] bytes) throws IOException {
        ChunkFields.requireVersion(version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        ChunkSplit split = ChunkFields.readSplit(in);
        ChunkFields.requireEnd(in);
        return split;
    }
}
