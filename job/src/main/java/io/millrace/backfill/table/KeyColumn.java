package io.millrace.backfill.table;

import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;

/**
 * A column of a table's key.
 *
 * @param parameter what stands in a statement for a value of it, which is given as text
 */
public record KeyColumn(String name, String parameter) {
    /**
     * Postgres takes a parameter for what it is compared with, but for a value of a composite type
     * it does not know of which. A domain's value needs not meet the domain's conditions again.
     */
    static KeyColumn of(Column column) {
        boolean domain = !column.values().name().equals(column.typeName());
        return new KeyColumn(
                column.name(),
                column.kind() == TypeKind.OTHER && !domain ? "?::" + column.type() : "?");
    }
}
