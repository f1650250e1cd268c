package io.millrace.flow.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of JSON strings. */
public final class JsonStrings {
    private static final int HEX_DIGITS = 4;

    private JsonStrings() {}

    /** The text between the quotes, which are not among the bytes. */
    public static String text(byte[] utf8, int from, int to) {
        return isEscaped(utf8, from, to)
                ? new String(unescape(utf8, from, to), StandardCharsets.UTF_8)
                : new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    static boolean isEscaped(byte[] utf8, int from, int to) {
        for (int i = from; i < to; i++) {
            if (utf8[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /**
     * The text between the quotes, which are not among the bytes, in UTF-8.
     *
     * @throws IllegalArgumentException if an escape is none of JSON's
     */
    static byte[] unescape(byte[] utf8, int from, int to) {
        byte[] text = new byte[to - from];
        int size = 0;
        int i = from;
        while (i < to) {
            byte b = utf8[i++];
            if (b != '\\') {
                text[size++] = b;
            } else if (utf8[i] == 'u') {
                int units = units(utf8, i - 1, to);
                byte[] letters = unicode(utf8, i - 1, units).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(letters, 0, text, size, letters.length);
                size += letters.length;
                i += units * (HEX_DIGITS + 2) - 1;
            } else {
                text[size++] = letter(utf8[i++]);
            }
        }
        return Arrays.copyOf(text, size);
    }

    /** How many escapes of hexadecimal digits follow one another: a letter may take two. */
    private static int units(byte[] utf8, int from, int to) {
        int units = 1;
        int next = from + HEX_DIGITS + 2;
        while (next + 1 < to && utf8[next] == '\\' && utf8[next + 1] == 'u') {
            units++;
            next += HEX_DIGITS + 2;
        }
        return units;
    }

    private static String unicode(byte[] utf8, int from, int units) {
        char[] letters = new char[units];
        for (int unit = 0; unit < units; unit++) {
            int digits = from + unit * (HEX_DIGITS + 2) + 2;
            String hex = new String(utf8, digits, HEX_DIGITS, StandardCharsets.US_ASCII);
            letters[unit] = (char) Integer.parseInt(hex, 16);
        }
        return new String(letters);
    }

    private static byte letter(byte b) {
        return switch (b) {
            case '"', '\\', '/' -> b;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new IllegalArgumentException("JSON knows no escape \\" + (char) b);
        };
    }
}
