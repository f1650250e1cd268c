package io.millrace.backfill.table;

import io.millrace.backfill.chunk.Chunk;
import io.millrace.backfill.chunk.Scope;
import io.millrace.change.TableName;
import io.millrace.postgres.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that read a table in the order of its key. The parameters are texts of the key's
 * columns, whose types Postgres infers.
 *
 * <p>A scope's condition must be known to be one.
 *
 * @param key the primary key's columns
 * @param partitioned whether its rows are in other tables
 * @param asWritten whether {@code row_to_json} writes each of its values as {@code to_jsonb} does
 */
public record TableScan(
        TableName table, List<KeyColumn> key, boolean partitioned, boolean asWritten) {

    /** Gives the key that is so many rows behind a key, if there are as many. */
    public String boundary(List<String> after, int rows) {
        return "SELECT "
                + keyTexts()
                + from()
                + (after.isEmpty() ? "" : " WHERE " + compare(">"))
                + order()
                + " OFFSET "
                + (rows - 1)
                + " LIMIT 1";
    }

    /** Binds what {@link #boundary} and {@link #page} ask for. */
    public static List<String> parameters(List<String> after, List<String> upTo) {
        return Stream.concat(after.stream(), upTo.stream()).toList();
    }

    /** Gives the key's columns and the record of rows of a chunk that are behind a key. */
    public String page(Chunk chunk, List<String> after, int rows) {
        StringBuilder where = new StringBuilder(" WHERE true");
        if (!after.isEmpty()) {
            where.append(" AND ").append(compare(">"));
        }
        if (!chunk.upTo().isEmpty()) {
            where.append(" AND ").append(compare("<="));
        }
        if (chunk.scope().condition() != null) {
            where.append(" AND ").append(inParentheses(chunk.scope().condition()));
        }
        return "SELECT "
                + keyTexts()
                + ", pg_catalog."
                + (asWritten ? "row_to_json" : "to_jsonb")
                + "("
                + name()
                + ".*)::text"
                + from()
                + where
                + order()
                + " LIMIT "
                + rows;
    }

    /** Gives the plan for all rows of a scope, as JSON. */
    public String plan(Scope scope) {
        return "EXPLAIN (FORMAT JSON) SELECT"
                + from()
                + (scope.condition() == null ? "" : " WHERE " + inParentheses(scope.condition()));
    }

    /** A comment may be at its end. */
    private static String inParentheses(String condition) {
        return "(" + QuestionMarks.doubled(condition) + "\n)";
    }

    private String name() {
        return Identifiers.quote(table.name());
    }

    private String from() {
        return " FROM " + (partitioned ? "" : "ONLY ") + Identifiers.quote(table);
    }

    private String keyTexts() {
        return columns("::text");
    }

    private String order() {
        return " ORDER BY " + columns("");
    }

    private String compare(String operator) {
        String parameters =
                key.stream().map(KeyColumn::parameter).collect(Collectors.joining(", "));
        return "(" + columns("") + ") " + operator + " (" + parameters + ")";
    }

    private String columns(String cast) {
        return key.stream()
                .map(column -> name() + "." + Identifiers.quote(column.name()) + cast)
                .collect(Collectors.joining(", "));
    }
}
