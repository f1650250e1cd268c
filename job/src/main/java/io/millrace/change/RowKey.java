package io.millrace.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which row of which table: the primary key's columns as one text.
 *
 * @param id the column values, joined by {@code ,}; {@code \} stands before a comma or a backslash
 *     that belongs to a value, so that no two keys share a text
 */
public record RowKey(TableName table, String id) {
    public RowKey {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(id, "id");
    }

    /** The key of the row whose primary key has these values, in the key's own column order. */
    public static RowKey of(TableName table, List<String> values) {
        if (values.size() == 1) {
            return new RowKey(table, values.get(0));
        }
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                id.append(',');
            }
            appendEscaped(id, values.get(i));
        }
        return new RowKey(table, id.toString());
    }

    /**
     * The values that {@link #of} was given.
     *
     * @param count how many columns the primary key has
     * @throws IllegalArgumentException if the id does not have as many
     */
    public List<String> values(int count) {
        if (count == 1) {
            return List.of(id);
        }
        List<String> values = new ArrayList<>(count);
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == ',') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                boolean escapes = c == '\\' && i + 1 < id.length();
                value.append(escapes ? id.charAt(++i) : c);
            }
        }
        values.add(value.toString());
        if (values.size() != count) {
            throw new IllegalArgumentException(
                    "The key '" + this + "' has not " + count + " columns but " + values.size());
        }
        return values;
    }

    private static void appendEscaped(StringBuilder id, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '\\') {
                id.append('\\');
            }
            id.append(c);
        }
    }

    /**
     * Flink assigns state to subtasks by this number, so it must never change; what a record
     * computes by default is not specified.
     */
    @Override
    public int hashCode() {
        return (table.schema().hashCode() * 31 + table.name().hashCode()) * 31 + id.hashCode();
    }

    /** Keyed state asks it for each row, mostly where the table is the same object. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof RowKey key
                        && id.equals(key.id)
                        && (table == key.table || table.equals(key.table));
    }

    @Override
    public String toString() {
        return table + "/" + id;
    }
}
