package io.millrace.backfill.table;

import org.postgresql.core.Parser;

/** SQL of users in statements with parameters. */
final class QuestionMarks {
    private QuestionMarks() {}

    /**
     * The SQL with its question marks doubled, which are operators, so that none is a parameter.
     */
    static String doubled(String sql) {
        char[] text = sql.toCharArray();
        StringBuilder doubled = new StringBuilder();
        int i = 0;
        while (i < text.length) {
            int end = Math.min(endOfQuoted(text, i) + 1, text.length);
            if (text[i] == '?') {
                doubled.append('?');
            }
            doubled.append(text, i, end - i);
            i = end;
        }
        return doubled.toString();
    }

    /** Where the literal, name or comment ends that begins here; here if none does. */
    private static int endOfQuoted(char[] text, int at) {
        return switch (text[at]) {
            case '\'' -> Parser.parseSingleQuotes(text, at, true);
            case '"' -> Parser.parseDoubleQuotes(text, at);
            case '$' -> Parser.parseDollarQuotes(text, at);
            case '-' -> Parser.parseLineComment(text, at);
            case '/' -> Parser.parseBlockComment(text, at);
            default -> at;
        };
    }
}
