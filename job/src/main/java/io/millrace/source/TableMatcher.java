package io.millrace.source;

import io.millrace.change.TableName;
import io.millrace.config.TablePattern;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which tables a pattern names. */
final class TableMatcher {
    private static final Pattern PARTS =
            Pattern.compile("(\"(?:[^\"]|\"\")++\"|[^\".]++)\\.(\"(?:[^\"]|\"\")++\"|[^\".]++)");

    /** Where Millrace keeps its own tables; only a name without a {@code *} means one of them. */
    private static final String OWN_SCHEMA = "millrace";

    private final Pattern schema;
    private final Pattern name;
    private final boolean exact;

    TableMatcher(TablePattern pattern) {
        Matcher parts = PARTS.matcher(pattern.text());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + pattern.text() + "' is not a pattern of tables");
        }
        schema = part(parts.group(1));
        name = part(parts.group(2));
        exact = !pattern.isPattern();
    }

    List<TableName> of(List<TableName> tables) {
        return tables.stream().filter(this::matches).toList();
    }

    private boolean matches(TableName table) {
        return schema.matcher(table.schema()).matches()
                && name.matcher(table.name()).matches()
                && (exact || !table.schema().equals(OWN_SCHEMA));
    }

    /** What is not quoted is folded as {@link TableName#parse} does. */
    private static Pattern part(String text) {
        if (text.startsWith("\"")) {
            String unquoted = text.substring(1, text.length() - 1).replace("\"\"", "\"");
            return Pattern.compile(Pattern.quote(unquoted));
        }
        StringBuilder regex = new StringBuilder();
        for (String literal : text.split("\\*", -1)) {
            if (regex.length() > 0) {
                regex.append(".*");
            }
            regex.append("(?:").append(Pattern.quote(TableName.folded(literal))).append(')');
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
