package io.millrace.flow.row;

import java.util.Arrays;

/**
 * Where the columns of a table stand in a record: one pass over its bytes, which are well-formed
 * JSON. It expects the columns in the table's order, and finds them in any.
 */
final class RecordFields {
    private final byte[][] names;
    private final int[] starts;
    private final int[] ends;

    private byte[] utf8;
    private int position;
    private int expected;

    /**
     * @param names as they stand between the quotes of JSON
     */
    RecordFields(byte[][] names) {
        this.names = names;
        this.starts = new int[names.length];
        this.ends = new int[names.length];
    }

    /** Where the column's value begins; 0 if the record has no such column. */
    int start(int column) {
        return starts[column];
    }

    int end(int column) {
        return ends[column];
    }

    void scan(byte[] record) {
        utf8 = record;
        position = 0;
        expected = 0;
        Arrays.fill(starts, 0);
        skipSpace();
        if (utf8[position] != '{') {
            throw new IllegalArgumentException("The record is no JSON object");
        }
        position++;
        skipSpace();
        while (utf8[position] != '}') {
            field();
            skipSpace();
            if (utf8[position] == ',') {
                position++;
                skipSpace();
            }
        }
    }

    private void field() {
        int nameStart = position + 1;
        skipString();
        int column = column(nameStart, position - 1);
        skipSpace();
        position++;
        skipSpace();
        int start = position;
        skipValue();
        if (column >= 0) {
            starts[column] = start;
            ends[column] = position;
        }
    }

    private int column(int from, int to) {
        if (expected < names.length && isNamed(expected, from, to)) {
            return expected++;
        }
        for (int column = 0; column < names.length; column++) {
            if (isNamed(column, from, to)) {
                expected = column + 1;
                return column;
            }
        }
        return -1;
    }

    private boolean isNamed(int column, int from, int to) {
        byte[] name = names[column];
        return Arrays.equals(name, 0, name.length, utf8, from, to);
    }

    private void skipValue() {
        switch (utf8[position]) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> {
                while (!endsScalar(utf8[position])) {
                    position++;
                }
            }
        }
    }

    private void skipNested() {
        int depth = 0;
        do {
            switch (utf8[position]) {
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
        int i = position + 1;
        while (utf8[i] != '"') {
            i += utf8[i] == '\\' ? 2 : 1;
        }
        position = i + 1;
    }

    private void skipSpace() {
        while (utf8[position] <= ' ' && utf8[position] >= 0) {
            position++;
        }
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == '}' || (b <= ' ' && b >= 0);
    }
}
