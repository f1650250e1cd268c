package io.millrace.row;

import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Table;
import java.util.stream.Collectors;

/**
 * The statement that reads one row by its key. It always gives one line: the snapshot in which it
 * has looked, and the row or null. The parameters are the key's values as {@code RowKey} has them;
 * of what type they are Postgres infers from the columns.
 */
final class RowQuery {
    private RowQuery() {}

    static String of(Table table) {
        return "SELECT pg_catalog.pg_current_snapshot()::text,"
                + " (SELECT pg_catalog.to_jsonb(t.*)::text FROM "
                + Identifiers.quote(table.name())
                + " AS t WHERE "
                + table.primaryKey().stream()
                        .map(name -> condition(column(table, name)))
                        .collect(Collectors.joining(" AND "))
                + ")";
    }

    /**
     * A key has the JSON of what is no scalar, and the text of a JSON string without its quotes.
     */
    private static String condition(Column column) {
        String name = "t." + Identifiers.quote(column.name());
        if (column.kind() == TypeKind.ARRAY) {
            return "pg_catalog.to_jsonb(" + name + ") = ?::pg_catalog.jsonb";
        }
        return column.typeName().equals("jsonb") ? name + " #>> '{}' = ?" : name + " = ?";
    }

    private static Column column(Table table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
