package io.millrace.postgres;

import io.millrace.change.TableName;

/** Names, quoted for SQL. */
public final class Identifiers {
    private Identifiers() {}

    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quote(TableName table) {
        return quote(table.schema()) + "." + quote(table.name());
    }
}
