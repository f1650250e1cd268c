package io.millrace.change;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of the source database, its names as Postgres stores them. */
public record TableName(String schema, String name) implements Comparable<TableName>, Serializable {
    private static final long serialVersionUID = 1L;

    private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*))";
    private static final Pattern CAPITALS = Pattern.compile("[A-Z]+");
    private static final Pattern QUALIFIED = Pattern.compile(PART + "\\." + PART);

    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
    }

    /**
     * Reads a table's name as it stands in SQL: {@code schema.table}, the letters A to Z made small
     * unless quoted by {@code "}.
     *
     * @throws IllegalArgumentException if the text is not such a name
     */
    public static TableName parse(String text) {
        Matcher matcher = QUALIFIED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the name of a table; write it as schema.table");
        }
        return new TableName(
                stored(matcher.group(1), matcher.group(2)),
                stored(matcher.group(3), matcher.group(4)));
    }

    private static String stored(String quoted, String plain) {
        return quoted != null ? quoted.replace("\"\"", "\"") : folded(plain);
    }

    /**
     * A name that is not quoted, as Postgres stores it in UTF-8 ({@code downcase_identifier}): the
     * letters A to Z made small, others as they are.
     */
    public static String folded(String plain) {
        return CAPITALS.matcher(plain).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** {@code schema.name}, for people. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
