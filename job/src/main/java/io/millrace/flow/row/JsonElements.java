package io.millrace.flow.row;

/** Walks over the elements of an array of well-formed JSON. */
final class JsonElements {
    private final byte[] utf8;
    private int position;
    private int start;

    JsonElements(byte[] utf8, int from) {
        if (utf8[from] != '[') {
            throw new IllegalArgumentException("Not an array");
        }
        this.utf8 = utf8;
        this.position = from + 1;
    }

    boolean next() {
        while (utf8[position] == ',' || (utf8[position] <= ' ' && utf8[position] >= 0)) {
            position++;
        }
        if (utf8[position] == ']') {
            return false;
        }
        start = position;
        int depth = 0;
        while (depth > 0 || !endsElement(utf8[position])) {
            switch (utf8[position]) {
                case '"' -> skipString();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // A part of a scalar, or what is between those of an element.
                }
            }
            position++;
        }
        return true;
    }

    int start() {
        return start;
    }

    int end() {
        return position;
    }

    private void skipString() {
        position++;
        while (utf8[position] != '"') {
            position += utf8[position] == '\\' ? 2 : 1;
        }
    }

    private static boolean endsElement(byte b) {
        return b == ',' || b == ']' || (b <= ' ' && b >= 0);
    }
}
