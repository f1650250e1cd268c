package io.millrace.pipeline;

import io.millrace.config.Place;
import io.millrace.config.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Flink SQL has against a statement, at the line of the user's file. */
final class SqlProblem {
    private static final Pattern POSITION = Pattern.compile("at line (\\d+), column (\\d+)");

    private SqlProblem() {}

    /**
     * @param reason Flink's, in one line
     * @param statement where the statement begins, at the start of a line
     */
    static Problem of(String reason, Place statement) {
        String words = reason;
        Matcher position = POSITION.matcher(words);
        Place place = statement;
        if (position.find()) {
            int line = Integer.parseInt(position.group(1));
            place = new Place(statement.file(), statement.line() + line - 1);
            words = position.replaceFirst("at column $2");
        }
        return new Problem(
                place, "Flink SQL does not take this statement: " + words, "Correct it.");
    }
}
