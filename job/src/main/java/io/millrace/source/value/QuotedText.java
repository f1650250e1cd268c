package io.millrace.source.value;

/**
 * Reads a text in double quotes within a literal. What it holds is then found between {@link #from}
 * and {@link #to} of {@link #bytes}: in place, or unescaped in memory that the next text takes.
 */
final class QuotedText {
    private static final int INITIAL_CAPACITY = 256;

    /** Whether a quote is also escaped by another one, as in row literals. */
    private final boolean doubledQuotes;

    private byte[] unescaped = new byte[INITIAL_CAPACITY];
    private byte[] bytes;
    private int from;
    private int to;

    private QuotedText(boolean doubledQuotes) {
        this.doubledQuotes = doubledQuotes;
    }

    /** As in arrays and in hstore: a backslash stands before what is meant literally. */
    static QuotedText backslashed() {
        return new QuotedText(false);
    }

    /** As in row literals: also two quotes are a quote. */
    static QuotedText doubled() {
        return new QuotedText(true);
    }

    /**
     * @param position of the opening quote
     * @param end of the literal
     * @return the place after the closing quote, or -1 if there is none
     */
    int read(byte[] literal, int position, int end) {
        int i = position + 1;
        while (i < end && literal[i] != '\\' && literal[i] != '"') {
            i++;
        }
        if (i == end) {
            return -1;
        }
        if (!isEscape(literal, i, end)) {
            bytes = literal;
            from = position + 1;
            to = i;
            return i + 1;
        }
        return unescape(literal, position + 1, i, end);
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    private int unescape(byte[] literal, int start, int firstEscape, int end) {
        if (unescaped.length < end - start) {
            unescaped = new byte[Math.max(end - start, unescaped.length * 2)];
        }
        int size = firstEscape - start;
        System.arraycopy(literal, start, unescaped, 0, size);
        int i = firstEscape;
        while (i < end) {
            if (isEscape(literal, i, end)) {
                i++;
            } else if (literal[i] == '"') {
                bytes = unescaped;
                from = 0;
                to = size;
                return i + 1;
            }
            if (i == end) {
                return -1;
            }
            unescaped[size++] = literal[i++];
        }
        return -1;
    }

    private boolean isEscape(byte[] literal, int i, int end) {
        return literal[i] == '\\'
                || (doubledQuotes && literal[i] == '"' && i + 1 < end && literal[i + 1] == '"');
    }
}
