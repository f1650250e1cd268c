package io.millrace.source;

/**
 * Turns the text form of a Postgres array into JSON as {@code to_jsonb} writes it: nested lists,
 * bounds left out. See "Array Input and Output Syntax" in Postgres's documentation, section 8.15.6.
 */
public final class ArrayLiteral {
    /** Writes one element that is not NULL, given as Postgres's text, as JSON. */
    @FunctionalInterface
    public interface ElementWriter {
        void write(String text, StringBuilder json);
    }

    private final String literal;
    private final ElementWriter elements;
    private final StringBuilder json = new StringBuilder();
    private int position;

    private ArrayLiteral(String literal, ElementWriter elements) {
        this.literal = literal;
        this.elements = elements;
    }

    /**
     * @throws IllegalArgumentException if the text is no array of Postgres's
     */
    public static String toJson(String literal, ElementWriter elements) {
        ArrayLiteral array = new ArrayLiteral(literal, elements);
        array.skipBounds();
        array.list();
        if (array.position != literal.length()) {
            throw array.malformed();
        }
        return array.json.toString();
    }

    private void skipBounds() {
        if (literal.startsWith("[")) {
            position = literal.indexOf('=') + 1;
        }
    }

    private void list() {
        expect('{');
        json.append('[');
        if (peek() == '}') {
            position++;
            json.append(']');
            return;
        }
        while (true) {
            if (peek() == '{') {
                list();
            } else {
                element();
            }
            if (peek() == '}') {
                position++;
                json.append(']');
                return;
            }
            expect(',');
            json.append(',');
        }
    }

    private void element() {
        if (peek() == '"') {
            elements.write(quoted(), json);
            return;
        }
        int start = position;
        while (peek() != ',' && peek() != '}') {
            position++;
        }
        if (position == start) {
            throw malformed();
        }
        String text = literal.substring(start, position);
        if (text.equalsIgnoreCase("NULL")) {
            json.append("null");
        } else {
            elements.write(text, json);
        }
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        position++;
        while (peek() != '"') {
            if (peek() == '\\') {
                position++;
            }
            text.append(peek());
            position++;
        }
        position++;
        return text.toString();
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed();
        }
        position++;
    }

    private char peek() {
        if (position >= literal.length()) {
            throw malformed();
        }
        return literal.charAt(position);
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("Not an array of Postgres's, at character " + position);
    }
}
