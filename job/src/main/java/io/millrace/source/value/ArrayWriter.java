package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Arrays: nested lists, bounds left out. See "Array Input and Output Syntax" in Postgres's
 * documentation, section 8.15.6.
 */
public final class ArrayWriter implements ValueWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final char delimiter;
    private final ValueWriter elements;
    private final QuotedText quoted = QuotedText.backslashed();

    private byte[] literal;
    private int begin;
    private int position;
    private int end;
    private JsonBuffer json;

    /**
     * @param delimiter of the elements' type, {@code pg_type.typdelim}
     */
    public ArrayWriter(char delimiter, ValueWriter elements) {
        this.delimiter = delimiter;
        this.elements = elements;
    }

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) throws SQLException {
        this.literal = text;
        this.begin = from;
        this.position = from;
        this.end = to;
        this.json = json;
        skipBounds();
        list();
        if (position != end) {
            throw malformed();
        }
    }

    private void skipBounds() {
        if (position < end && literal[position] == '[') {
            while (position < end && literal[position] != '=') {
                position++;
            }
            if (position == end) {
                position = begin;
                throw malformed();
            }
            position++;
        }
    }

    private void list() throws SQLException {
        expect('{');
        json.append('[');
        if (peek() == '}') {
            position++;
            json.append(']');
            return;
        }
        while (true) {
            if (peek() == '{') {
                list();
            } else {
                element();
            }
            if (peek() == '}') {
                position++;
                json.append(']');
                return;
            }
            expect(delimiter);
            json.append(',');
        }
    }

    private void element() throws SQLException {
        if (peek() == '"') {
            int after = quoted.read(literal, position, end);
            if (after < 0) {
                position = end;
                throw malformed();
            }
            position = after;
            elements.write(quoted.bytes(), quoted.from(), quoted.to(), json);
            return;
        }
        int start = position;
        while (peek() != delimiter && peek() != '}') {
            position++;
        }
        if (position == start) {
            throw malformed();
        }
        if (isNull(start)) {
            json.append(NULL);
        } else {
            elements.write(literal, start, position, json);
        }
    }

    private boolean isNull(int start) {
        return position - start == 4
                && (literal[start] | 0x20) == 'n'
                && (literal[start + 1] | 0x20) == 'u'
                && (literal[start + 2] | 0x20) == 'l'
                && (literal[start + 3] | 0x20) == 'l';
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed();
        }
        position++;
    }

    private byte peek() {
        if (position >= end) {
            throw malformed();
        }
        return literal[position];
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "Not an array of Postgres's, at byte " + (position - begin));
    }
}
