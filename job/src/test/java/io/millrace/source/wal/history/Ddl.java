package io.millrace.source.wal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random alterations of one table, as it is now; empty where it has nothing for one. */
final class Ddl {
    private static final int MAX_COLUMNS = 10;

    private final HistoryTable table;
    private final List<HistoryColumn> columns;
    private final Random random;
    private final RandomValues values;
    private final String fresh;

    /**
     * @param fresh a number for new names
     */
    Ddl(HistoryTable table, List<HistoryColumn> columns, Random random, int fresh) {
        this.table = table;
        this.columns = columns;
        this.random = random;
        this.values = new RandomValues(random);
        this.fresh = String.valueOf(fresh);
    }

    /** With a default the rows there are get it, without being written or by being written anew. */
    List<String> addColumn() {
        String type = values.type();
        String add = add("c" + fresh, type);
        return switch (random.nextInt(3)) {
            case 0 -> room(List.of(add));
            case 1 -> room(List.of(add + " DEFAULT " + values.constant(type)));
            default -> room(List.of(add("r" + fresh, "text") + " DEFAULT clock_timestamp()::text"));
        };
    }

    List<String> addGenerated() {
        return room(
                List.of(
                        add("g" + fresh, "text")
                                + " GENERATED ALWAYS AS ('#' || %s::text) STORED"
                                        .formatted(table.number())));
    }

    /** The name of its type says what it is, for {@link RandomValues}. */
    List<String> addColumnOfNewType() {
        String kind = List.of("mood", "score", "pair").get(random.nextInt(3));
        String name = kind + "_" + fresh;
        String type =
                switch (kind) {
                    case "mood" ->
                            "CREATE TYPE " + name + " AS ENUM ('fine', 'label " + fresh + "')";
                    case "score" -> "CREATE DOMAIN " + name + " AS smallint CHECK (VALUE < 101)";
                    default -> "CREATE TYPE " + name + " AS (\"x y\" integer, b text, c numeric[])";
                };
        String array = random.nextInt(3) == 0 && !kind.equals("score") ? "[]" : "";
        return room(List.of(type, add("c" + fresh, name + array)));
    }

    List<String> dropColumn() {
        return onAny(columns.stream().filter(c -> !c.key()).toList(), "DROP COLUMN %s");
    }

    List<String> renameColumn() {
        return onAny(alterable(), "RENAME COLUMN %s TO \"n \"\"ä\"\" " + fresh + "\"");
    }

    List<String> alterType() {
        String alter =
                List.of(
                                "text USING %1$s::text",
                                "jsonb USING to_jsonb(%1$s)",
                                "text[] USING ARRAY[%1$s::text, NULL]",
                                "integer USING length(%1$s::text)",
                                "bytea USING convert_to(%1$s::text, 'UTF8')")
                        .get(random.nextInt(5));
        return onAny(
                alterable(), "ALTER COLUMN %1$s DROP DEFAULT, ALTER COLUMN %1$s TYPE " + alter);
    }

    List<String> alterKeyType() {
        String type = random.nextBoolean() ? "integer" : "bigint";
        return List.of(alter() + "ALTER COLUMN " + table.number() + " TYPE " + type);
    }

    List<String> setDefault() {
        Optional<HistoryColumn> column = any(alterable());
        return column.map(
                        c ->
                                List.of(
                                        alter()
                                                + "ALTER COLUMN "
                                                + c.quoted()
                                                + (random.nextInt(3) == 0
                                                        ? " DROP DEFAULT"
                                                        : " SET DEFAULT " + values.of(c, false))))
                .orElse(List.of());
    }

    /** Where a value may be left out of the log, the old row must be in it. */
    List<String> switchIdentity() {
        String identity = List.of("FULL", "DEFAULT", "USING INDEX").get(random.nextInt(3));
        if (table.large()) {
            return List.of(alter() + "REPLICA IDENTITY FULL");
        }
        if (table.isPartitioned()) {
            String leaf = table.name() + "_" + random.nextInt(2);
            return List.of(
                    "ALTER TABLE "
                            + (random.nextBoolean() ? leaf : table.name())
                            + " REPLICA IDENTITY "
                            + (identity.equals("FULL") ? "FULL" : "DEFAULT"));
        }
        return List.of(
                alter()
                        + "REPLICA IDENTITY "
                        + identity
                        + (identity.equals("USING INDEX") ? " " + table.name() + "_pkey" : ""));
    }

    List<String> renameAndBack() {
        return under(table.name() + "_" + fresh, List.of());
    }

    /** Changes it while it is called otherwise. */
    List<String> renameAndChange() {
        String other = table.name() + "_x" + fresh;
        Dml dml = new Dml(table, other, columns, random);
        return under(other, List.of(dml.insert(), dml.update(), dml.delete()));
    }

    /** As a user would: what is in it goes first, and then it is published again. */
    List<String> makeAnew(String publication) {
        List<String> statements = new ArrayList<>();
        statements.add("TRUNCATE " + table.name());
        statements.add("DROP TABLE " + table.name());
        statements.addAll(table.creation());
        statements.add("ALTER PUBLICATION " + publication + " ADD TABLE " + table.name());
        return statements;
    }

    private List<String> under(String other, List<String> statements) {
        List<String> all = new ArrayList<>();
        all.add(alter() + "RENAME TO " + other);
        all.addAll(statements);
        all.add("ALTER TABLE " + other + " RENAME TO " + table.name());
        return all;
    }

    private List<String> room(List<String> statements) {
        return columns.size() < MAX_COLUMNS ? statements : List.of();
    }

    private List<String> onAny(List<HistoryColumn> among, String action) {
        return any(among)
                .map(column -> List.of(alter() + action.formatted(column.quoted())))
                .orElse(List.of());
    }

    private List<HistoryColumn> alterable() {
        return columns.stream().filter(HistoryColumn::alterable).toList();
    }

    private Optional<HistoryColumn> any(List<HistoryColumn> among) {
        return among.isEmpty()
                ? Optional.empty()
                : Optional.of(among.get(random.nextInt(among.size())));
    }

    private String add(String name, String type) {
        return alter() + "ADD COLUMN " + name + " " + type;
    }

    private String alter() {
        return "ALTER TABLE " + table.name() + " ";
    }
}
