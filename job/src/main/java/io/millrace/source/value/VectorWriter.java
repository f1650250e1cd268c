package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.sql.SQLException;

/** The types {@code int2vector} and {@code oidvector}: arrays written with spaces alone. */
public final class VectorWriter implements ValueWriter {
    private final ValueWriter elements;

    public VectorWriter(ValueWriter elements) {
        this.elements = elements;
    }

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) throws SQLException {
        json.append('[');
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text[i] == ' ') {
                if (start > from) {
                    json.append(',');
                }
                if (i > start) {
                    elements.write(text, start, i, json);
                }
                start = i + 1;
            }
        }
        json.append(']');
    }
}
