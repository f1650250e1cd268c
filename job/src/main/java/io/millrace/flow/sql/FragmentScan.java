package io.millrace.flow.sql;

import io.millrace.config.Place;
import io.millrace.config.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees that a fragment stays in its place in a query: what it opens it closes, and it closes
 * nothing else. Knows as much of SQL as that takes: comments, strings and quoted identifiers.
 */
final class FragmentScan {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<complete>--[^\\n]*+|/\\*(?s:.*?)\\*/|'[^']*+(?:''[^']*+)*+'|`[^`]*+`)"
                            + "|(?<unclosed>/\\*|['`])"
                            + "|(?<opening>[(\\[])"
                            + "|(?<closing>[)\\]])"
                            + "|(?<end>;)"
                            + "|(?<other>\\s++|[^-/'`;()\\[\\]\\s]++|[-/])");

    private final Step step;
    private final Deque<Integer> open = new ArrayDeque<>();

    private FragmentScan(Step step) {
        this.step = step;
    }

    static void check(Step step) throws InvalidFragmentException {
        new FragmentScan(step).check();
    }

    private void check() throws InvalidFragmentException {
        String text = step.fragment().text();
        if (text.isBlank()) {
            throw new InvalidFragmentException(
                    new Problem(
                            step.fragment().place(),
                            step + " is empty",
                            "Write an expression, or leave it out."));
        }
        Matcher token = TOKEN.matcher(text);
        while (token.lookingAt()) {
            int at = token.start();
            String found = token.group();
            if (token.group("opening") != null) {
                open.push(at);
            } else if (token.group("closing") != null) {
                if (open.isEmpty()) {
                    throw wrong(at, "closes '" + found + "', which it has not opened");
                }
                open.pop();
            } else if (token.group("end") != null) {
                throw wrong(at, "has a ';', which would end the query that it is part of");
            } else if (token.group("unclosed") != null) {
                throw wrong(at, "opens " + quoted(found) + " and does not close it");
            }
            token.region(token.end(), text.length());
        }
        if (!open.isEmpty()) {
            int at = open.peek();
            throw wrong(
                    at, "opens " + quoted(text.substring(at, at + 1)) + " and does not close it");
        }
    }

    private static String quoted(String token) {
        return token.equals("'") ? "\"'\"" : "'" + token + "'";
    }

    private InvalidFragmentException wrong(int at, String message) {
        String before = step.fragment().text().substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        int column = at - before.lastIndexOf('\n');
        Place place = step.fragment().place();
        return new InvalidFragmentException(
                new Problem(
                        new Place(place.file(), place.line() + line),
                        step + " " + message + " (at column " + column + ")",
                        "Correct it."));
    }
}
