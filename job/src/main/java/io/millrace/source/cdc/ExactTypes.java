package io.millrace.source.cdc;

import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import java.util.Optional;
import java.util.Set;

/** The column types whose values come through Debezium as Postgres holds them. */
final class ExactTypes {
    private static final Set<String> BASE =
            Set.of(
                    "bool",
                    "int2",
                    "int4",
                    "int8",
                    "float4",
                    "float8",
                    "numeric",
                    "text",
                    "varchar",
                    "bpchar",
                    "uuid",
                    "json",
                    "jsonb",
                    "bytea",
                    "date",
                    "timestamp",
                    "timestamptz");
    private static final Set<String> ARRAY =
            Set.of(
                    "_bool",
                    "_int2",
                    "_int4",
                    "_int8",
                    "_float4",
                    "_float8",
                    "_numeric",
                    "_text",
                    "_varchar",
                    "_uuid",
                    "_date",
                    "_jsonb");

    private ExactTypes() {}

    static Optional<String> whyNot(Column column) {
        if (column.generated()) {
            return Optional.of("Postgres does not log generated columns");
        }
        boolean exact =
                switch (column.kind()) {
                    case BASE -> BASE.contains(column.typeName());
                    case ARRAY -> ARRAY.contains(column.typeName());
                    case ENUM -> true;
                    case OTHER -> false;
                };
        return exact
                ? Optional.empty()
                : Optional.of("the reader 'flink-cdc' does not keep " + column.type() + " exact");
    }

    /** Whether columns of the type are read through the JVM's time zone in a snapshot. */
    static boolean dependsOnTimeZone(Column column) {
        return column.kind() == TypeKind.BASE && column.typeName().equals("timestamp");
    }
}
