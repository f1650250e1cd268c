package io.millrace.change;

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

    @Override
    public String toString() {
        return table + "/" + id;
    }
}
