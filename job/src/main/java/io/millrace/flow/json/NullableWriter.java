package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/** Writes what there may be. */
public record NullableWriter(ValueWriter values) {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    public void write(@Nullable Object value, ChangeRow row, JsonBuffer json) {
        if (value == null) {
            json.append(NULL);
        } else {
            values.write(value, row, json);
        }
    }
}
