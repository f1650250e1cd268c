package io.millrace.flow.sql;

import io.millrace.config.NearestName;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;

/**
 * What Flink SQL has against a query that holds a fragment, told as something that is wrong with
 * the fragment.
 */
final class Complaint {
    private static final Pattern POSITION =
            Pattern.compile(
                    "(?:From|[Aa]t) line (\\d+), column (\\d+)(?: to line \\d+, column \\d+)?:?");

    /** The parser lists every token that it would have taken. */
    private static final Pattern EXPECTATIONS =
            Pattern.compile("\\s*Was expecting.*", Pattern.DOTALL);

    private static final Pattern KEYWORD =
            Pattern.compile(
                    "(?:Encountered \"|Incorrect syntax near the keyword ')(\\w+)\\b.*",
                    Pattern.DOTALL);

    private static final Pattern COLUMN =
            Pattern.compile(
                    "(?:Column|Unknown identifier|Unknown field) '([^']+)'(?: not found.*)?",
                    Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile(
                    "No match found for function signature ([^(]+)(\\(.*\\))", Pattern.DOTALL);
    private static final Pattern MORE_THAN_A_ROW =
            Pattern.compile(
                    "doesn't support consuming update|OVER windows' ordering|not being grouped"
                            + "|Aggregate expression is illegal");

    /** What follows a fragment in its query. */
    private static final Pattern FOLLOWED_BY_OURS =
            Pattern.compile("Encountered \"(.+) (?:\\)|FROM)\"", Pattern.DOTALL);

    private final Step step;
    private final String table;
    private final List<String> columns;
    private final TableEnvironment environment;

    /**
     * @param columns those that the fragment could use
     */
    Complaint(Step step, String table, List<String> columns, TableEnvironment environment) {
        this.step = step;
        this.table = table;
        this.columns = columns;
        this.environment = environment;
    }

    /**
     * @param failure Flink's
     * @param firstLine of the query that is the fragment's, counted from 1
     */
    InvalidFragmentException of(RuntimeException failure, int firstLine) {
        String words = words(failure);
        Matcher position = POSITION.matcher(words);
        Place place = step.fragment().place();
        String at = "";
        if (position.find()) {
            int line = Integer.parseInt(position.group(1)) - firstLine;
            if (line >= lines()) {
                return wrong(
                        new Place(place.file(), place.line() + lines() - 1),
                        step + " ends where Flink SQL expects more of it",
                        "Complete it.");
            }
            place = new Place(place.file(), place.line() + Math.max(line, 0));
            at = " (at column " + position.group(2) + ")";
            words = position.replaceFirst("").trim();
        }
        words = words.replaceFirst("[. ]+$", "");
        Matcher followed = FOLLOWED_BY_OURS.matcher(words);
        if (followed.matches() && step.fragment().text().strip().endsWith(followed.group(1))) {
            return wrong(
                    place,
                    step
                            + " ends with '"
                            + followed.group(1)
                            + "'"
                            + at
                            + ", where Flink SQL expects more of it",
                    "Complete it.");
        }
        Matcher keyword = KEYWORD.matcher(words);
        if (keyword.matches() && columns.contains(keyword.group(1))) {
            return wrong(
                    place,
                    step
                            + " uses the column '"
                            + keyword.group(1)
                            + "'"
                            + at
                            + ", whose name is a word of SQL",
                    "Write `" + keyword.group(1) + "`.");
        }
        Matcher column = COLUMN.matcher(words);
        if (column.matches()) {
            return unknownColumn(place, column.group(1), at);
        }
        Matcher function = FUNCTION.matcher(words);
        if (function.matches()) {
            return unknownFunction(place, function.group(1), function.group(2), at);
        }
        if (MORE_THAN_A_ROW.matcher(words).find()) {
            return moreThanARow();
        }
        return wrong(
                place,
                "Flink SQL does not take t" + step.toString().substring(1) + ": " + words + at,
                "Correct it.");
    }

    /** That the fragment is well written, but no expression over the columns of one row. */
    InvalidFragmentException moreThanARow() {
        return wrong(
                step.fragment().place(),
                step
                        + " takes more than a look at one row, as an aggregate, a join, a subquery, a"
                        + " set operation or a window does",
                "Use expressions over the row's own columns.");
    }

    /** That the fragment is not what the step needs. */
    InvalidFragmentException unfit(String what, String remedy) {
        return wrong(step.fragment().place(), step + " " + what, remedy);
    }

    private InvalidFragmentException unknownColumn(Place place, String name, String at) {
        return wrong(
                place,
                step + " uses '" + name + "'" + at + ", which is no column of " + table,
                NearestName.of(name, columns)
                        .map(nearest -> "Did you mean '" + nearest + "'?")
                        .orElse("Its columns are " + String.join(", ", columns) + "."));
    }

    private InvalidFragmentException unknownFunction(
            Place place, String name, String arguments, String at) {
        List<String> known = Arrays.asList(environment.listFunctions());
        if (known.stream().anyMatch(name::equalsIgnoreCase)) {
            return wrong(
                    place,
                    step
                            + " calls "
                            + name
                            + arguments
                            + at
                            + ", and "
                            + name
                            + " takes no such arguments",
                    "CAST them to what it takes.");
        }
        Optional<String> nearest = NearestName.of(name, known);
        return wrong(
                place,
                step + " calls '" + name + "'" + at + ", which is no function",
                nearest.map(found -> "Did you mean '" + found + "'?")
                        .orElse(
                                "Flink's own are in its documentation; CREATE FUNCTION in the"
                                        + " definitions adds others."));
    }

    private int lines() {
        return (int) step.fragment().text().lines().count();
    }

    private static InvalidFragmentException wrong(Place place, String message, String remedy) {
        return new InvalidFragmentException(new Problem(place, message, remedy));
    }

    /** Flink wraps what a user can use in sentences about its own insides; in one line. */
    private static String words(Throwable failure) {
        Throwable cause = failure;
        String positioned = null;
        while (true) {
            String message = cause.getMessage();
            if (message != null && POSITION.matcher(message).find()) {
                positioned = message;
            }
            if (cause.getCause() == null || cause.getCause() == cause) {
                break;
            }
            cause = cause.getCause();
        }
        String message =
                positioned != null
                        ? positioned
                        : cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return EXPECTATIONS.matcher(message).replaceFirst("").replaceAll("\\s+", " ").trim();
    }
}
