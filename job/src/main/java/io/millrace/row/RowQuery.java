package io.millrace.row;

import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Table;
import java.util.stream.Collectors;

/**
 * The statements that read one row by its key. The first tells how far the log is on disk. The
 * second always gives one line: the snapshot in which it has looked, and the row or null. The
 * parameters are the key's values as {@code RowKey} has them; of what type they are Postgres infers
 * from the columns.
 */
final class RowQuery {
    /** The record of the row that the query calls {@code t}, as text. */
    static final String RECORD = "pg_catalog.to_jsonb(t.*)::text";

    private RowQuery() {}

    static String of(Table table) {
        return "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                + " ELSE pg_current_wal_flush_lsn() END;"
                + " SELECT pg_catalog.pg_current_snapshot()::text,"
                + " (SELECT "
                + RECORD
                + " FROM "
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
