package io.millrace.bench.data;

import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import io.millrace.postgres.ReplicaIdentity;
import io.millrace.postgres.Table;
import io.millrace.postgres.ValueType;
import java.util.List;

/** The table of {@link Orders} as the catalog describes it, where there is no server to ask. */
public final class OrderTable {
    /** {@code atttypmod} of {@code numeric(12,2)}. */
    private static final int AMOUNT_MODIFIER = (12 << 16 | 2) + 4;

    private OrderTable() {}

    public static Table described() {
        return new Table(
                Orders.TABLE,
                List.of(
                        column("id", "bigint", "int8"),
                        column("customer_id", "integer", "int4"),
                        column("status", "text", "text"),
                        column("priority", "smallint", "int2"),
                        new Column(
                                "amount",
                                "numeric(12,2)",
                                "numeric",
                                TypeKind.BASE,
                                false,
                                true,
                                new ValueType("numeric", AMOUNT_MODIFIER, ValueType.Shape.SCALAR)),
                        column("tax_rate", "numeric", "numeric"),
                        column("express", "boolean", "bool"),
                        column("sku", "character varying(20)", "varchar"),
                        column("note", "text", "text"),
                        column("attributes", "jsonb", "jsonb"),
                        column("shipped_on", "date", "date"),
                        column("created_at", "timestamp with time zone", "timestamptz"),
                        column("updated_at", "timestamp with time zone", "timestamptz")),
                List.of("id"),
                false,
                new ReplicaIdentity(true, List.of(), List.of()));
    }

    /** Nothing that is measured looks at whether the server would store it out of line. */
    private static Column column(String name, String type, String typeName) {
        return new Column(name, type, typeName, TypeKind.BASE, false, false);
    }
}
