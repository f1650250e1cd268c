package io.millrace.pipeline.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random statements that change the rows of one table. */
final class RowChanges {
    private final RowsTable table;
    private final Random random;

    RowChanges(RowsTable table, Random random) {
        this.table = table;
        this.random = random;
    }

    String insert() {
        List<String> rows = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            rows.add(row(table.columns()));
        }
        return insertInto(table.columns())
                + String.join(", ", rows)
                + " ON CONFLICT ("
                + key()
                + ") DO NOTHING";
    }

    String upsert() {
        String set =
                table.others().stream()
                        .map(RowsColumn::name)
                        .filter(name -> random.nextBoolean())
                        .map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", "));
        return insertInto(table.columns())
                + row(table.columns())
                + " ON CONFLICT ("
                + key()
                + ") DO "
                + (set.isEmpty() ? "NOTHING" : "UPDATE SET " + set);
    }

    String update() {
        return "UPDATE " + table.name() + " SET " + assignments() + " WHERE " + some();
    }

    String updateToTheSame() {
        return "UPDATE " + table.name() + " SET id = id WHERE " + some();
    }

    /** Two updates of the same rows. */
    List<String> updateTwice() {
        String which = some();
        String set = "UPDATE " + table.name() + " SET ";
        return List.of(
                set + assignments() + " WHERE " + which, set + assignments() + " WHERE " + which);
    }

    String changeKeys() {
        String column = table.key().get(random.nextInt(table.key().size()));
        String value =
                column.equals("id")
                        ? "id + " + (1 + random.nextInt(9))
                        : value(
                                table.columns().stream()
                                        .filter(c -> c.name().equals(column))
                                        .toList()
                                        .get(0));
        return "UPDATE %s SET %s = %s%s WHERE %s"
                .formatted(table.name(), column, value, body(), some());
    }

    String negateKeys() {
        return "UPDATE " + table.name() + " SET id = -id" + body();
    }

    /** What a new key's row must log where it is not to be read again. */
    private String body() {
        return switch (table.addresses()) {
            case KEY -> random.nextBoolean() ? "" : ", body = " + value(RowsColumn.BODY);
            case OTHER_COLUMNS -> ", body = body || ''";
        };
    }

    String delete() {
        return "DELETE FROM " + table.name() + " WHERE " + some();
    }

    /** Some rows go, and one of them comes back. */
    List<String> deleteAndInsert() {
        return List.of(delete(), upsert(), random.nextBoolean() ? update() : upsert());
    }

    /** What an exception takes back, and what its handler does. */
    String block() {
        return "DO $do$ BEGIN %s; BEGIN %s; RAISE 'no'; EXCEPTION WHEN raise_exception THEN %s; END; %s; END $do$"
                .formatted(insert(), update(), random.nextBoolean() ? delete() : "NULL", update());
    }

    /** A SKU goes from whoever has it to another product, in either order. */
    static List<String> handOver(Random random) {
        String sku = RowsColumn.anySku(random);
        String give =
                switch (random.nextInt(3)) {
                    case 0 -> "UPDATE product SET sku = NULL WHERE sku = " + sku;
                    case 1 -> "UPDATE product SET active = false WHERE sku = " + sku;
                    default -> "DELETE FROM product WHERE sku = " + sku;
                };
        String take =
                "UPDATE product SET active = true, sku = %s WHERE id = (SELECT id FROM product"
                                .formatted(sku)
                        + " WHERE sku IS DISTINCT FROM %s ORDER BY md5(id || '%d') LIMIT 1)"
                                .formatted(sku, random.nextInt());
        return random.nextBoolean() ? List.of(give, take) : List.of(take, give);
    }

    /** Some products take each other's SKUs. */
    static String rotate(Random random) {
        return """
               UPDATE product p SET sku = r.next FROM (
                 SELECT id, coalesce(lead(sku) OVER w, first_value(sku) OVER w) AS next
                   FROM product WHERE sku IS NOT NULL AND id %% %d = 0
                 WINDOW w AS (ORDER BY md5(id || '%d'))) r
                WHERE p.id = r.id
               """
                .formatted(1 + random.nextInt(4), random.nextInt())
                .replaceAll("\\s+", " ");
    }

    private String some() {
        return switch (random.nextInt(4)) {
            case 0 -> "true";
            case 1 -> "id = " + value(RowsColumn.ID);
            default -> {
                int modulus = 1 + random.nextInt(8);
                yield "id %% %d = %d".formatted(modulus, random.nextInt(modulus));
            }
        };
    }

    private String assignments() {
        List<String> assignments =
                table.others().stream()
                        .filter(column -> random.nextInt(column.seldom() ? 8 : 2) == 0)
                        .map(column -> column.name() + " = " + value(column))
                        .toList();
        return assignments.isEmpty() ? "id = id" : String.join(", ", assignments);
    }

    private String insertInto(List<RowsColumn> columns) {
        return columns.stream()
                .map(RowsColumn::name)
                .collect(
                        Collectors.joining(
                                ", ", "INSERT INTO " + table.name() + " (", ") VALUES "));
    }

    private String row(List<RowsColumn> columns) {
        return columns.stream().map(this::value).collect(Collectors.joining(", ", "(", ")"));
    }

    private String key() {
        return String.join(", ", table.key());
    }

    private String value(RowsColumn column) {
        return column.value().apply(random);
    }
}
