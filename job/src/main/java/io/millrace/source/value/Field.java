package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;

/** A named value of a JSON object. */
public final class Field {
    private final byte[] name;
    private final ValueWriter values;

    public Field(String name, ValueWriter values) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        JsonBuffer json = new JsonBuffer();
        json.appendString(utf8, 0, utf8.length);
        json.append(':');
        this.name = json.toJson().utf8();
        this.values = values;
    }

    /** The name as a JSON string, and a colon. */
    public byte[] name() {
        return name;
    }

    public ValueWriter values() {
        return values;
    }
}
