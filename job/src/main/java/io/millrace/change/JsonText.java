package io.millrace.change;

import java.nio.charset.StandardCharsets;

/** The text of a JSON string. */
final class JsonText {
    private static final int HEX_DIGITS = 4;

    private JsonText() {}

    /**
     * The text between the quotes, which are not among the bytes.
     *
     * @throws IllegalArgumentException if an escape is none of JSON's
     */
    static String unescape(byte[] utf8, int from, int to) {
        String escaped = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder(escaped.length());
        int i = 0;
        while (i < escaped.length()) {
            char c = escaped.charAt(i++);
            if (c != '\\') {
                text.append(c);
            } else if (escaped.charAt(i) == 'u') {
                int end = i + 1 + HEX_DIGITS;
                text.append((char) Integer.parseInt(escaped, i + 1, end, 16));
                i = end;
            } else {
                text.append(unescape(escaped.charAt(i++)));
            }
        }
        return text.toString();
    }

    private static char unescape(char c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new IllegalArgumentException("JSON knows no escape \\" + c);
        };
    }
}
