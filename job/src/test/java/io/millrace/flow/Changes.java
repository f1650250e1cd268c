package io.millrace.flow;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import io.millrace.postgres.ReplicaIdentity;
import io.millrace.postgres.Table;
import io.millrace.postgres.ValueType;
import java.util.List;

/** A table of products, and changes of its rows. */
final class Changes {
    /** REPLICA IDENTITY DEFAULT. */
    public static final ReplicaIdentity KEY_ALONE =
            new ReplicaIdentity(false, List.of("id"), List.of());

    static final TableName PRODUCTS = new TableName("public", "products");

    /** 2026-01-02 03:04:05.678901 in UTC. */
    static final long COMMITTED_AT = 1_767_323_045_678_901L;

    static final Table TABLE =
            new Table(
                    PRODUCTS,
                    List.of(
                            column("id", "int4"),
                            column("name", "text"),
                            column("sku", "text"),
                            // numeric(10,2)
                            column("price", "numeric", (10 << 16 | 2) + 4),
                            column("amount", "numeric"),
                            column("stock", "int4"),
                            column("weight", "float8"),
                            column("in_stock", "bool"),
                            column("doc", "jsonb"),
                            list("tags", "text"),
                            column("created_at", "timestamptz"),
                            column("day", "date")),
                    List.of("id"),
                    false,
                    KEY_ALONE);

    private Changes() {}

    static Column column(String name, String type) {
        return column(name, type, -1);
    }

    static Column column(String name, String type, int modifier) {
        return new Column(
                name,
                type,
                type,
                TypeKind.BASE,
                false,
                false,
                new ValueType(type, modifier, ValueType.Shape.SCALAR));
    }

    static Column list(String name, String type) {
        return new Column(name, type + "[]", "_" + type, TypeKind.ARRAY, false, false);
    }

    static VersionedChange insert(String record) {
        return change(Action.INSERT, record);
    }

    static VersionedChange change(Action action, String record) {
        return change(action, record, Gaps.NONE);
    }

    static VersionedChange change(Action action, String record, Gaps gaps) {
        return new VersionedChange(
                new RowChange(
                        action,
                        RowKey.of(PRODUCTS, List.of("1")),
                        Json.of(record),
                        gaps,
                        null,
                        origin(action)),
                7,
                action == Action.UPDATE ? Json.of("{\"stock\": 9}") : null);
    }

    static VersionedChange truncated() {
        return new VersionedChange(RowChange.truncate(PRODUCTS, origin(Action.TRUNCATE)), 7);
    }

    private static Origin origin(Action action) {
        return action == Action.READ
                ? new Origin(new Position(255, 0), 0, 0, null)
                : new Origin(
                        new Position(256, 3), 42, COMMITTED_AT, Json.of("{\"user\": \"ann\"}"));
    }
}
