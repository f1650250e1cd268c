package io.millrace.udf.text;

/** What counts as white space: what Java or Unicode has for it, so no-break spaces too. */
final class Blank {
    private Blank() {}

    static boolean is(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text without white space at either end. */
    static String trimmed(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && is(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }
}
