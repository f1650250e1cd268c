package io.millrace.change;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the top-level fields of a JSON object in their order, and makes nothing of their
 * values. Copies no bytes; one walker serves one object after the other, and one thread.
 *
 * <pre>
 * JsonFields fields = new JsonFields();
 * fields.walk(record);
 * while (fields.next()) {
 *     out.write(fields.utf8(), fields.valueStart(), fields.valueEnd() - fields.valueStart());
 * }
 * </pre>
 */
public final class JsonFields {
    private byte[] utf8 = {'{', '}'};
    private int position = 1;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;

    /**
     * Begins before the first field of another object.
     *
     * @throws IllegalArgumentException if the value is no object; that it is well formed beyond is
     *     taken for granted, and else found out here or there
     */
    public void walk(Json object) {
        utf8 = object.utf8();
        position = 0;
        skipSpace();
        if (at() != '{') {
            throw malformed();
        }
        position++;
    }

    /** Goes to the next field; false behind the last. */
    public boolean next() {
        skipSpace();
        if (at() == ',') {
            position++;
            skipSpace();
        }
        if (at() == '}') {
            return false;
        }
        nameStart = position + 1;
        skipString();
        nameEnd = position - 1;
        skipSpace();
        if (at() != ':') {
            throw malformed();
        }
        position++;
        skipSpace();
        valueStart = position;
        skipValue();
        valueEnd = position;
        return true;
    }

    /** Goes to the first field of this name, from wherever it is; false if there is none. */
    public boolean seek(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        position = 1 + indexOfBrace();
        while (next()) {
            if (isNamed(name, wanted)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Goes to the field that another walker is at: quickly, if it is the next one here.
     *
     * @return false if there is none of that name
     */
    public boolean seekNameOf(JsonFields other) {
        int start = position;
        while (next()) {
            if (sameName(other)) {
                return true;
            }
        }
        position = 1 + indexOfBrace();
        while (position < start && next()) {
            if (sameName(other)) {
                return true;
            }
        }
        position = start;
        return false;
    }

    /** The bytes that the places point into: not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    /** Where the name begins, without its quotes and with its escapes. */
    public int nameStart() {
        return nameStart;
    }

    public int nameEnd() {
        return nameEnd;
    }

    public int valueStart() {
        return valueStart;
    }

    public int valueEnd() {
        return valueEnd;
    }

    public String name() {
        return JsonText.unescape(utf8, nameStart, nameEnd);
    }

    /** The value, copied. */
    public Json value() {
        return Json.ofUtf8(Arrays.copyOfRange(utf8, valueStart, valueEnd));
    }

    /** Whether both are at values of the same text, but for space between what is nested. */
    public boolean sameValue(JsonFields other) {
        return Arrays.equals(
                        utf8, valueStart, valueEnd, other.utf8, other.valueStart, other.valueEnd)
                || isNested() && other.isNested() && sameTokens(other);
    }

    private boolean isNested() {
        return utf8[valueStart] == '{' || utf8[valueStart] == '[';
    }

    /** Where a string differs from another, so do the quotes that end it, or what is in it. */
    private boolean sameTokens(JsonFields other) {
        boolean inString = false;
        int i = valueStart;
        int j = other.valueStart;
        while (true) {
            if (!inString) {
                i = afterSpace(utf8, i, valueEnd);
                j = afterSpace(other.utf8, j, other.valueEnd);
            }
            if (i == valueEnd || j == other.valueEnd) {
                return i == valueEnd && j == other.valueEnd;
            }
            byte b = utf8[i++];
            if (b != other.utf8[j++]) {
                return false;
            }
            if (b == '"') {
                inString = !inString;
            } else if (b == '\\') {
                if (utf8[i++] != other.utf8[j++]) {
                    return false;
                }
            }
        }
    }

    private static int afterSpace(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to && isSpace(utf8[i])) {
            i++;
        }
        return i;
    }

    private boolean sameName(JsonFields other) {
        return Arrays.equals(utf8, nameStart, nameEnd, other.utf8, other.nameStart, other.nameEnd)
                || (isEscaped() || other.isEscaped()) && name().equals(other.name());
    }

    private boolean isNamed(String name, byte[] wanted) {
        return Arrays.equals(utf8, nameStart, nameEnd, wanted, 0, wanted.length)
                ? !isEscaped()
                : isEscaped() && name().equals(name);
    }

    private boolean isEscaped() {
        for (int i = nameStart; i < nameEnd; i++) {
            if (utf8[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private int indexOfBrace() {
        int i = 0;
        while (utf8[i] != '{') {
            i++;
        }
        return i;
    }

    private void skipValue() {
        switch (at()) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> {
                while (!endsScalar(at())) {
                    position++;
                }
            }
        }
    }

    private void skipNested() {
        int depth = 0;
        do {
            switch (at()) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    position++;
                }
                case '}', ']' -> {
                    depth--;
                    position++;
                }
                default -> position++;
            }
        } while (depth > 0);
    }

    private void skipString() {
        if (at() != '"') {
            throw malformed();
        }
        position++;
        while (at() != '"') {
            position += at() == '\\' ? 2 : 1;
        }
        position++;
    }

    private void skipSpace() {
        while (isSpace(at())) {
            position++;
        }
    }

    private byte at() {
        if (position >= utf8.length) {
            throw malformed();
        }
        return utf8[position];
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || isSpace(b);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("Not a JSON object, at byte " + position);
    }
}
