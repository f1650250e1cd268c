package io.millrace.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the vocabulary's serializers write text: its length in bytes, then UTF-8. */
public final class Fields {
    private Fields() {}

    public static void writeText(String text, DataOutputView out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    public static String readText(DataInputView in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    public static void writeJson(Json json, DataOutputView out) throws IOException {
        writeBytes(json.utf8(), out);
    }

    public static Json readJson(DataInputView in) throws IOException {
        return Json.ofUtf8(readBytes(in));
    }

    /** A flag, and the text if there is one. */
    public static void writeOptionalText(@Nullable String text, DataOutputView out)
            throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            writeText(text, out);
        }
    }

    @Nullable
    public static String readOptionalText(DataInputView in) throws IOException {
        return in.readBoolean() ? readText(in) : null;
    }

    /** A flag, and the value if there is one. */
    public static void writeOptionalJson(@Nullable Json json, DataOutputView out)
            throws IOException {
        out.writeBoolean(json != null);
        if (json != null) {
            writeJson(json, out);
        }
    }

    @Nullable
    public static Json readOptionalJson(DataInputView in) throws IOException {
        return in.readBoolean() ? readJson(in) : null;
    }

    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A text of " + length + " bytes: the data is damaged");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
