package io.millrace.sink.writer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a writer had not yet delivered when its checkpoint was taken. Version 1 is the number of
 * writes, and of each its id, version and document; a length of -1 stands for null. Since version 2
 * each begins with its route.
 */
final class DocumentWriteStateSerializer
        implements SimpleVersionedSerializer<BufferedRequestState<DocumentWrite>> {
    private static final int VERSION = 2;
    private static final int FIRST_VERSION_WITH_ROUTES = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BufferedRequestState<DocumentWrite> state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        out.writeInt(state.getBufferedRequestEntries().size());
        for (RequestEntryWrapper<DocumentWrite> entry : state.getBufferedRequestEntries()) {
            DocumentWrite write = entry.getRequestEntry();
            writeText(write.route(), out);
            writeText(write.id(), out);
            out.writeLong(write.version());
            writeBytes(write.document(), out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public BufferedRequestState<DocumentWrite> deserialize(int version, byte[] serialized)
            throws IOException {
        if (version < 1 || version > VERSION) {
            throw new IOException(
                    "The sink's state has the version "
                            + version
                            + ", and this Millrace reads up to "
                            + VERSION
                            + ". Restore it with the Millrace that wrote it, or a newer one");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        int count = in.readInt();
        List<RequestEntryWrapper<DocumentWrite>> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String route = version < FIRST_VERSION_WITH_ROUTES ? null : readText(in);
            DocumentWrite write =
                    new DocumentWrite(route, readText(in), in.readLong(), readBytes(in));
            entries.add(new RequestEntryWrapper<>(write, write.size()));
        }
        if (in.available() > 0) {
            throw new IOException(
                    "The sink's state goes on for "
                            + in.available()
                            + " bytes after its end: it is damaged");
        }
        return new BufferedRequestState<>(entries);
    }

    private static void writeText(@Nullable String text, DataOutputSerializer out)
            throws IOException {
        writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    @Nullable
    private static String readText(DataInputDeserializer in) throws IOException {
        byte[] bytes = readBytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void writeBytes(@Nullable byte[] bytes, DataOutputSerializer out)
            throws IOException {
        if (bytes == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    @Nullable
    private static byte[] readBytes(DataInputDeserializer in) throws IOException {
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new IOException(
                    "A text of " + length + " bytes in the sink's state: it is damaged");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
