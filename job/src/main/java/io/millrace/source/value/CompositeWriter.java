package io.millrace.source.value;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Composite types: an object with each attribute. See "Composite Type Input and Output Syntax" in
 * Postgres's documentation, section 8.16.6.
 */
public final class CompositeWriter implements ValueWriter {
    /** The attributes at the time of the call: the same list as long as they do not change. */
    @FunctionalInterface
    public interface Attributes {
        List<Field> now() throws SQLException;
    }

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final Attributes attributes;
    private final QuotedText quoted = QuotedText.doubled();

    /** The newest first. */
    private final Deque<List<Field>> versions = new ArrayDeque<>();

    /**
     * @param attributes is asked for each value
     */
    public CompositeWriter(Attributes attributes) {
        this.attributes = attributes;
    }

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) throws SQLException {
        if (to - from < 2 || text[from] != '(' || text[to - 1] != ')') {
            throw malformed(0);
        }
        List<Field> fields = fields(count(text, from, to));
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

    /**
     * The attributes that a value of so many has. One that was written before its type was altered
     * may have fewer or more than there are now: then it has those of a version that was seen, or
     * lacks the last ones, which had not been added yet.
     */
    private List<Field> fields(int count) throws SQLException {
        List<Field> now = attributes.now();
        if (versions.peekFirst() != now) {
            versions.addFirst(now);
        }
        for (List<Field> version : versions) {
            if (suits(version, count)) {
                return version;
            }
        }
        if (count < now.size()) {
            return now.subList(0, count);
        }
        throw new IllegalArgumentException(
                "The row has " + count + " values, and its type " + now.size() + " attributes");
    }

    /** A row without any attribute looks like one whose only attribute is null. */
    private static boolean suits(List<Field> fields, int count) {
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
