package io.millrace.source.wal.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that is published by its name.
 *
 * @param columns of {@code CREATE TABLE}
 * @param number its column of numbers, in or as the key
 * @param keyText an expression of the text that a row's key has
 * @param large whether values are so long that the server stores them out of line, which needs the
 *     whole old row in the log
 */
public record HistoryTable(
        String name, String columns, String number, String keyText, boolean large) {

    /** What the test publishes. */
    public static final List<HistoryTable> ALL =
            List.of(
                    new HistoryTable(
                            "wide",
                            """
                            (id integer PRIMARY KEY, x text, m mood, s score, p pair, l pair[],
                             j jsonb, at timestamptz DEFAULT '2026-01-01')
                            """,
                            "id",
                            "id::text",
                            true),
                    new HistoryTable(
                            "narrow",
                            """
                            (id integer PRIMARY KEY, x text, n numeric, f double precision,
                             g integer GENERATED ALWAYS AS (id * 2) STORED)
                            """,
                            "id",
                            "id::text",
                            false),
                    new HistoryTable(
                            "keyed",
                            "(v text[], n integer, k text, d date DEFAULT 'infinity',"
                                    + " PRIMARY KEY (k, n))",
                            "n",
                            "replace(replace(k, '\\', '\\\\'), ',', '\\,') || ',' || n",
                            false),
                    new HistoryTable(
                            "parted",
                            "(id bigint PRIMARY KEY, x text) PARTITION BY HASH (id)",
                            "id",
                            "id::text",
                            false));

    /** All that is needed for a table of this name, at first and when it was dropped. */
    List<String> creation() {
        String create = "CREATE TABLE " + name + " " + columns;
        if (large) {
            return List.of(create, "ALTER TABLE " + name + " REPLICA IDENTITY FULL");
        }
        return isPartitioned() ? List.of(create, partition(0), partition(1)) : List.of(create);
    }

    boolean isPartitioned() {
        return columns.contains("PARTITION BY");
    }

    private String partition(int remainder) {
        return "CREATE TABLE %s_%d PARTITION OF %s FOR VALUES WITH (MODULUS 2, REMAINDER %d)"
                .formatted(name, remainder, name, remainder);
    }

    static String names(List<HistoryTable> tables) {
        return tables.stream().map(HistoryTable::name).collect(Collectors.joining(", "));
    }
}
