package io.millrace.backfill.read;

import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import io.millrace.change.JsonFields;
import io.millrace.change.KeyText;
import io.millrace.change.RowKey;
import io.millrace.postgres.Column;
import io.millrace.postgres.Table;
import java.util.ArrayList;
import java.util.List;

/** Takes the keys of rows from their records, with the texts that the log's reader gives them. */
final class RowKeys {
    private static final String BINARY_JSON = "jsonb";

    private final Table table;
    private final JsonFields fields = new JsonFields();
    private final JsonBuffer dense = new JsonBuffer();

    RowKeys(Table table) {
        this.table = table;
    }

    /**
     * @throws IllegalArgumentException if the record lacks a column of the key
     */
    RowKey of(Json record) {
        fields.walk(record);
        List<String> values = new ArrayList<>(table.primaryKey().size());
        for (String column : table.primaryKey()) {
            if (!fields.seek(column)) {
                throw new IllegalArgumentException(
                        "The record of a row of " + table.name() + " lacks " + column);
            }
            values.add(isNested() && !isBinaryJson(column) ? dense() : text());
        }
        return RowKey.of(table.name(), values);
    }

    private String text() {
        return KeyText.of(fields.value().toString());
    }

    private boolean isNested() {
        byte first = fields.utf8()[fields.valueStart()];
        return first == '[' || first == '{';
    }

    private boolean isBinaryJson(String name) {
        for (Column column : table.columns()) {
            if (column.name().equals(name)) {
                return column.values().name().equals(BINARY_JSON);
            }
        }
        return false;
    }

    /** {@code to_jsonb} puts spaces between what is nested. */
    private String dense() {
        dense.clear();
        byte[] utf8 = fields.utf8();
        boolean inString = false;
        for (int i = fields.valueStart(); i < fields.valueEnd(); i++) {
            byte b = utf8[i];
            if (inString && b == '\\') {
                dense.append((char) b);
                i++;
                dense.append(utf8, i, i + 1);
                continue;
            }
            if (b == '"') {
                inString = !inString;
            }
            if (inString || b != ' ') {
                dense.append(utf8, i, i + 1);
            }
        }
        return dense.toString();
    }
}
