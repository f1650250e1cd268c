package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;

/** The name of a field of an object, ready to be written before its value. */
public final class FieldName {
    private final byte[] json;

    public FieldName(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        JsonBuffer buffer = new JsonBuffer();
        buffer.appendString(utf8, 0, utf8.length);
        buffer.append(':');
        this.json = buffer.toJson().utf8();
    }

    public void appendTo(JsonBuffer buffer) {
        buffer.append(json);
    }
}
