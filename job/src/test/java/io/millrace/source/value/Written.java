package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** What writers make of a text that stands among other bytes. */
final class Written {
    private Written() {}

    static String by(ValueWriter writer, String text) throws SQLException {
        byte[] before = "\"{(,".getBytes(StandardCharsets.UTF_8);
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        JsonBuffer bytes = new JsonBuffer();
        bytes.append(before);
        bytes.append(value);
        bytes.append(before);
        JsonBuffer json = new JsonBuffer();
        json.append(':');
        writer.write(bytes.toJson().utf8(), before.length, before.length + value.length, json);
        return json.toString().substring(1);
    }
}
