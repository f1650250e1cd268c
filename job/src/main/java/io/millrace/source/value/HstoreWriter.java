package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The extension type hstore: an object of strings and nulls, as its cast to json makes it. See
 * "hstore External Representation" in Postgres's documentation, section F.17.1.
 */
public final class HstoreWriter implements ValueWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SQL_NULL = "NULL".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ARROW = "=>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEPARATOR = ", ".getBytes(StandardCharsets.US_ASCII);

    private final QuotedText quoted = QuotedText.backslashed();

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) {
        json.append('{');
        int position = from;
        while (position < to) {
            if (position > from) {
                position = after(SEPARATOR, text, position, from, to);
                json.append(',');
            }
            position = string(text, position, from, to, json);
            position = after(ARROW, text, position, from, to);
            json.append(':');
            if (position < to && text[position] == '"') {
                position = string(text, position, from, to, json);
            } else {
                position = after(SQL_NULL, text, position, from, to);
                json.append(NULL);
            }
        }
        json.append('}');
    }

    private int string(byte[] text, int position, int from, int to, JsonBuffer json) {
        int after = position < to && text[position] == '"' ? quoted.read(text, position, to) : -1;
        if (after < 0) {
            throw malformed(position - from);
        }
        json.appendString(quoted.bytes(), quoted.from(), quoted.to());
        return after;
    }

    private static int after(byte[] token, byte[] text, int position, int from, int to) {
        int after = position + token.length;
        if (after > to || !Arrays.equals(text, position, after, token, 0, token.length)) {
            throw malformed(position - from);
        }
        return after;
    }

    private static IllegalArgumentException malformed(int position) {
        return new IllegalArgumentException("Not an hstore, at byte " + position);
    }
}
