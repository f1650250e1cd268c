package io.millrace.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which statements a definitions file may hold: it describes, and starts or destroys nothing. */
final class Definition {
    static final String REMEDY =
            "Definitions may only CREATE TABLE, CREATE VIEW or CREATE FUNCTION.";

    private static final Pattern ALLOWED =
            Pattern.compile(
                    "CREATE (?:TEMPORARY )?(?:SYSTEM )?(?:TABLE|VIEW|FUNCTION)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern BEGINNING =
            Pattern.compile("CREATE \\w+|\\w+|.", Pattern.CASE_INSENSITIVE);

    private Definition() {}

    /**
     * What is wrong with a statement's kind.
     *
     * @param code the statement without comments and contents of strings, its spaces single
     */
    static Optional<String> problemWith(CharSequence code) {
        if (ALLOWED.matcher(code).matches()) {
            return Optional.empty();
        }
        Matcher beginning = BEGINNING.matcher(code);
        String shown = beginning.lookingAt() ? beginning.group() : "";
        return Optional.of("a definition cannot be '" + shown + " …'");
    }
}
