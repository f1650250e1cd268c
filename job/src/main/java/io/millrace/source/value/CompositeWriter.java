package io.millrace.source.value;

import io.millrace.change.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * Composite types: an object with each attribute. See "Composite Type Input and Output Syntax" in
 * Postgres's documentation, section 8.16.6.
 */
public final class CompositeWriter implements ValueWriter {
    /** The attributes as the catalog has them at the time of the call. */
    @FunctionalInterface
    public interface Attributes {
        List<Field> load() throws SQLException;
    }

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Attributes attributes;
    private final QuotedText quoted = QuotedText.doubled();
    private List<Field> fields;

    /**
     * @param attributes is asked now, and again when a value has more or fewer: a type can be
     *     altered without word of it in the log
     */
    public CompositeWriter(Attributes attributes) throws SQLException {
        this.attributes = attributes;
        this.fields = attributes.load();
    }

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) throws SQLException {
        if (to - from < 2 || text[from] != '(' || text[to - 1] != ')') {
            throw malformed(0);
        }
        requireFields(text, from, to);
        json.append('{');
        int position = from + 1;
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            json.append(fields.get(i).name());
            position = value(text, position, to - 1, from, fields.get(i).values(), json) + 1;
        }
        json.append('}');
    }

    private void requireFields(byte[] text, int from, int to) throws SQLException {
        int count = count(text, from, to);
        if (!hasFields(count)) {
            fields = attributes.load();
        }
        if (!hasFields(count)) {
            throw new IllegalArgumentException(
                    "The row has "
                            + count
                            + " values, and its type "
                            + fields.size()
                            + " attributes");
        }
    }

    /** A row without any attribute looks like one whose only attribute is null. */
    private boolean hasFields(int count) {
        return count == Math.max(1, fields.size());
    }

    private static int count(byte[] text, int from, int to) {
        int count = 1;
        boolean inQuotes = false;
        for (int i = from; i < to; i++) {
            switch (text[i]) {
                case '"' -> inQuotes = !inQuotes;
                case '\\' -> i++;
                case ',' -> count += inQuotes ? 0 : 1;
                default -> {}
            }
        }
        return count;
    }

    /**
     * Appends the value at a place.
     *
     * @return the place of the comma after it, or the end
     */
    private int value(
            byte[] text, int start, int end, int from, ValueWriter values, JsonBuffer json)
            throws SQLException {
        if (start < end && text[start] == '"') {
            int after = quoted.read(text, start, end);
            if (after < 0 || (after < end && text[after] != ',')) {
                throw malformed(start - from);
            }
            values.write(quoted.bytes(), quoted.from(), quoted.to(), json);
            return after;
        }
        int i = start;
        while (i < end && text[i] != ',') {
            i++;
        }
        if (i == start) {
            json.append(NULL);
        } else {
            values.write(text, start, i, json);
        }
        return i;
    }

    private static IllegalArgumentException malformed(int position) {
        return new IllegalArgumentException("Not a row of Postgres's, at byte " + position);
    }
}
