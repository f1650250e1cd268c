package io.millrace.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** What names may look like. A name that does not is a problem and then empty. */
final class Names {
    private static final Pattern PIPELINE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern FLOW = Pattern.compile("[a-z][a-z0-9_-]{0,39}");
    private static final String PATTERN_PART =
            "(?:\"(?:[^\"]|\"\")++\"|[\\p{L}_*][\\p{L}\\p{N}_$*]*)";
    private static final Pattern TABLES = Pattern.compile(PATTERN_PART + "\\." + PATTERN_PART);

    private final Problems problems;

    Names(Problems problems) {
        this.problems = problems;
    }

    /** A pipeline's name becomes part of its slot's name, hence Postgres' letters. */
    Optional<Text> pipeline(Text name) {
        return matching(
                PIPELINE,
                name,
                "is not a name for a pipeline",
                "Use at most 40 small letters, digits and '_', beginning with a letter.");
    }

    Optional<Text> flow(Text name) {
        return matching(
                FLOW,
                name,
                "is not a name for a flow",
                "Use at most 40 small letters, digits, '_' and '-', beginning with a letter.");
    }

    /** A table's name, or a pattern of such names. */
    Optional<Text> tables(Text name) {
        return matching(
                TABLES,
                name,
                "is not the name of a table",
                "Write schema.table, such as public.products, or a pattern such as public.*;"
                        + " names with capitals or special characters go in \"double quotes\".");
    }

    private Optional<Text> matching(Pattern pattern, Text name, String message, String remedy) {
        if (pattern.matcher(name.value()).matches()) {
            return Optional.of(name);
        }
        problems.add(name.place(), "'" + name.value() + "' " + message, remedy);
        return Optional.empty();
    }
}
