package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import java.util.BitSet;

/** Appends JSON that somebody else wrote, after checking that it is some. */
final class JsonSyntax {
    /** As Jackson has it: deeper texts may end the stack of whoever reads them. */
    private static final int MAX_DEPTH = 1000;

    private static final int HEX_DIGITS = 4;

    private final byte[] utf8;
    private int position;
    private int depth;

    /** Which of the levels are objects; the others are arrays. */
    private final BitSet objects = new BitSet();

    private JsonSyntax(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Line breaks between values become spaces: for some targets a document ends there.
     *
     * @throws IllegalArgumentException if the text is not one JSON value
     */
    static void append(byte[] utf8, JsonBuffer json) {
        JsonSyntax text = new JsonSyntax(utf8);
        text.skipSpace();
        text.value();
        text.skipSpace();
        if (text.position < utf8.length) {
            throw text.malformed();
        }
        int start = 0;
        for (int i = 0; i < utf8.length; i++) {
            // Within a string it would have been refused.
            if (utf8[i] == '\n' || utf8[i] == '\r') {
                json.append(utf8, start, i);
                json.append(' ');
                start = i + 1;
            }
        }
        json.append(utf8, start, utf8.length);
    }

    /** Goes by its own stack: that of a thread may be short. */
    private void value() {
        do {
            begin();
        } while (goesOn());
    }

    /** What a value is up to the end of a scalar, or into the first value within it. */
    private void begin() {
        boolean isNested = true;
        while (isNested) {
            byte b = at();
            isNested = b == '{' || b == '[';
            if (isNested) {
                open(b);
                if (at() == closing()) {
                    return;
                }
                if (b == '{') {
                    name();
                }
            }
        }
        scalar();
    }

    /** What is behind a value; whether there is another. */
    private boolean goesOn() {
        while (depth > 0) {
            skipSpace();
            if (at() == closing()) {
                depth--;
                position++;
            } else {
                expect(',');
                skipSpace();
                if (objects.get(depth)) {
                    name();
                }
                return true;
            }
        }
        return false;
    }

    private void open(byte bracket) {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "its JSON is nested more than " + MAX_DEPTH + " deep");
        }
        objects.set(depth, bracket == '{');
        position++;
        skipSpace();
    }

    private char closing() {
        return objects.get(depth) ? '}' : ']';
    }

    private void name() {
        string();
        skipSpace();
        expect(':');
        skipSpace();
    }

    private void scalar() {
        switch (at()) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void string() {
        expect('"');
        while (at() != '"') {
            byte b = at();
            if (b >= 0 && b < ' ') {
                throw malformed();
            }
            position++;
            if (b == '\\') {
                escape();
            }
        }
        position++;
    }

    private void escape() {
        switch (at()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> position++;
            case 'u' -> {
                position++;
                for (int i = 0; i < HEX_DIGITS; i++) {
                    if (Character.digit(at(), 16) < 0) {
                        throw malformed();
                    }
                    position++;
                }
            }
            default -> throw malformed();
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void number() {
        skip('-');
        if (!skip('0')) {
            digits();
        }
        if (skip('.')) {
            digits();
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits();
        }
    }

    private void digits() {
        int start = position;
        while (position < utf8.length && utf8[position] >= '0' && utf8[position] <= '9') {
            position++;
        }
        if (position == start) {
            throw malformed();
        }
    }

    private boolean skip(char c) {
        if (position < utf8.length && utf8[position] == c) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (at() != c) {
            throw malformed();
        }
        position++;
    }

    private void skipSpace() {
        while (position < utf8.length
                && (utf8[position] == ' '
                        || utf8[position] == '\n'
                        || utf8[position] == '\r'
                        || utf8[position] == '\t')) {
            position++;
        }
    }

    private byte at() {
        if (position >= utf8.length) {
            throw malformed();
        }
        return utf8[position];
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("it is no JSON, at byte " + position);
    }
}
