package io.millrace.source.wal.history;

import static io.millrace.source.wal.history.RandomValues.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random changes of the rows of one table, as it is now. */
final class Dml {
    private static final int KEYS = 120;

    private final HistoryTable table;
    private final String name;
    private final List<HistoryColumn> columns;
    private final Random random;
    private final RandomValues values;

    /**
     * @param name what the table is called now
     */
    Dml(HistoryTable table, String name, List<HistoryColumn> columns, Random random) {
        this.table = table;
        this.name = name;
        this.columns = columns.stream().filter(column -> !column.generated()).toList();
        this.random = random;
        this.values = new RandomValues(random);
    }

    String insert() {
        List<HistoryColumn> some = keyAndSome();
        List<String> rows = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            rows.add(row(some));
        }
        return "INSERT INTO "
                + name
                + " ("
                + names(some)
                + ") VALUES "
                + String.join(", ", rows)
                + " ON CONFLICT DO NOTHING";
    }

    String upsert() {
        List<HistoryColumn> some = keyAndSome();
        String set =
                some.stream()
                        .filter(column -> !column.key())
                        .map(column -> column.quoted() + " = excluded." + column.quoted())
                        .collect(Collectors.joining(", "));
        return "INSERT INTO "
                + name
                + " ("
                + names(some)
                + ") VALUES "
                + row(some)
                + " ON CONFLICT ("
                + key()
                + ") DO "
                + (set.isEmpty() ? "NOTHING" : "UPDATE SET " + set);
    }

    String merge() {
        String n = table.number();
        return "MERGE INTO %s t USING (SELECT g FROM generate_series(1, 9) g) s ON t.%s = s.g"
                        .formatted(name, n)
                + " WHEN MATCHED AND s.g % 2 = 0 THEN DELETE"
                + " WHEN MATCHED THEN UPDATE SET "
                + assignments();
    }

    String update() {
        return "UPDATE " + name + " SET " + assignments() + " WHERE " + some();
    }

    /** A large value may stay where it is, or move. */
    String changeKeys() {
        return "UPDATE %s SET %s = %s + %d WHERE %s"
                .formatted(name, table.number(), table.number(), 1 + random.nextInt(9), some());
    }

    String negateKeys() {
        return "UPDATE %s SET %s = -%s".formatted(name, table.number(), table.number());
    }

    String delete() {
        return "DELETE FROM " + name + " WHERE " + some();
    }

    /** What an exception takes back, and what its handler does. */
    String block() {
        return "DO $do$ BEGIN %s; BEGIN %s; RAISE 'no'; EXCEPTION WHEN raise_exception THEN %s; END; %s; END $do$"
                .formatted(insert(), update(), random.nextBoolean() ? delete() : "NULL", update());
    }

    List<String> keyNames() {
        return columns.stream().filter(HistoryColumn::key).map(HistoryColumn::quoted).toList();
    }

    /** Rows of keys alone, as {@code COPY} reads them. */
    String copied() {
        StringBuilder rows = new StringBuilder();
        int first = KEYS + random.nextInt(10_000);
        for (int i = 0; i < 20; i++) {
            int number = first + i;
            rows.append(
                    columns.stream()
                            .filter(HistoryColumn::key)
                            .map(c -> c.type().equals("text") ? "copied" : String.valueOf(number))
                            .collect(Collectors.joining("\t", "", "\n")));
        }
        return rows.toString();
    }

    private String some() {
        int modulus = 1 + random.nextInt(12);
        return "%s %% %d = %d".formatted(table.number(), modulus, random.nextInt(modulus));
    }

    private String assignments() {
        List<String> assignments = new ArrayList<>();
        for (HistoryColumn column : columns) {
            if (!column.key() && random.nextInt(3) == 0) {
                assignments.add(column.quoted() + " = " + values.of(column, table.large()));
            }
        }
        return assignments.isEmpty()
                ? table.number() + " = " + table.number()
                : String.join(", ", assignments);
    }

    private List<HistoryColumn> keyAndSome() {
        return columns.stream().filter(c -> c.key() || random.nextInt(4) > 0).toList();
    }

    private String row(List<HistoryColumn> of) {
        return of.stream()
                .map(column -> column.key() ? keyValue(column) : values.of(column, table.large()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String keyValue(HistoryColumn column) {
        return column.type().equals("text")
                ? literal(List.of("a", "b,", "c\\", "ä \"").get(random.nextInt(4)))
                : String.valueOf(random.nextInt(KEYS));
    }

    private String key() {
        return String.join(", ", keyNames());
    }

    private static String names(List<HistoryColumn> of) {
        return of.stream().map(HistoryColumn::quoted).collect(Collectors.joining(", "));
    }
}
