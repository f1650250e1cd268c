package io.millrace.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a definitions file into its statements. Knows as much of SQL as that takes: comments,
 * strings and quoted identifiers. Variables are replaced inside of strings, their quotes doubled,
 * so that no value can end its string.
 */
final class SqlScript {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<comment>--[^\\n]*+|/\\*(?s:.*?)\\*/)"
                            + "|(?<string>'[^']*+(?:''[^']*+)*+')"
                            + "|(?<identifier>`[^`]*+`|\"[^\"]*+\")"
                            + "|(?<end>;)"
                            + "|(?<open>/\\*|['`\"])"
                            + "|(?<space>\\s++)"
                            + "|(?<code>[^-/'`\";\\s]++|[-/])");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}:]*");

    private final String file;
    private final Variables variables;
    private final Problems problems;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private final StringBuilder gap = new StringBuilder();
    private Place begin;
    private int line = 1;

    private SqlScript(String file, Variables variables, Problems problems) {
        this.file = file;
        this.variables = variables;
        this.problems = problems;
    }

    /**
     * The statements of a text, each beginning with its first word and at that word's line.
     *
     * @param file what the file is called in problems
     */
    static List<SqlStatement> statements(
            String file, String text, Variables variables, Problems problems) {
        SqlScript script = new SqlScript(file, variables, problems);
        Matcher token = TOKEN.matcher(text);
        while (token.find() && script.accept(token)) {
            script.line += (int) token.group().chars().filter(c -> c == '\n').count();
        }
        script.end();
        return List.copyOf(script.statements);
    }

    /** Takes a token; false if the rest of the file cannot be told apart. */
    private boolean accept(Matcher token) {
        String text = token.group();
        if (token.group("space") != null || token.group("comment") != null) {
            gap.append(text);
        } else if (token.group("string") != null) {
            append(string(text), "''");
        } else if (token.group("end") != null) {
            end();
        } else if (token.group("open") != null) {
            problems.add(
                    here(),
                    text + " is opened here and never closed",
                    "Close it with " + closing(text) + " .");
            forget();
            return false;
        } else {
            refuseVariable(text);
            append(text, token.group("code") != null ? text : "``");
        }
        return true;
    }

    private void append(String text, String asCode) {
        if (begin == null) {
            begin = here();
            gap.setLength(0);
        }
        code.append(gap.isEmpty() ? "" : " ").append(asCode);
        statement.append(gap).append(text);
        gap.setLength(0);
    }

    private String string(String literal) {
        String content = literal.substring(1, literal.length() - 1).replace("''", "'");
        Optional<String> replaced = variables.replace(content, here(), problems);
        return "'" + replaced.orElse("").replace("'", "''") + "'";
    }

    private void refuseVariable(String text) {
        Matcher variable = VARIABLE.matcher(text);
        if (variable.find()) {
            String name = variable.group() + "}";
            problems.add(
                    here(),
                    name + " stands outside of a string",
                    "Put it in single quotes: '" + name + "'. Only there are variables replaced.");
        }
    }

    private void end() {
        if (begin != null) {
            Definition.problemWith(code)
                    .ifPresent(message -> problems.add(begin, message, Definition.REMEDY));
            statements.add(new SqlStatement(statement.toString(), begin));
        }
        forget();
    }

    private void forget() {
        statement.setLength(0);
        code.setLength(0);
        gap.setLength(0);
        begin = null;
    }

    private Place here() {
        return new Place(file, line);
    }

    private static String closing(String opening) {
        return opening.equals("/*") ? "*/" : opening;
    }
}
