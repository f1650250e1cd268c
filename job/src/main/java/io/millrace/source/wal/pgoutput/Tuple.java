package io.millrace.source.wal.pgoutput;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The columns of a row in their text form. It copies nothing: it holds as long as the bytes of the
 * buffer that the message was decoded from stay as they are.
 */
public final class Tuple {
    private static final int NULL = -1;
    private static final int UNCHANGED = -2;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;

    private Tuple(byte[] bytes, int columns) {
        this.bytes = bytes;
        this.starts = new int[columns];
        this.lengths = new int[columns];
    }

    /** See "TupleData" among the message formats. */
    static Tuple read(MessageInput in) {
        int columns = in.unsigned16();
        in.requireBytes(columns);
        Tuple tuple = new Tuple(in.bytes(), columns);
        for (int i = 0; i < columns; i++) {
            tuple.lengths[i] =
                    switch (in.int8()) {
                        case 'n' -> NULL;
                        case 'u' -> UNCHANGED;
                        case 't' -> in.length();
                        case 'b' -> throw in.unexpected("a binary value, where text was asked for");
                        default -> throw in.unexpected("a column of an unknown kind");
                    };
            tuple.starts[i] = in.offset();
            in.skip(Math.max(0, tuple.lengths[i]));
        }
        return tuple;
    }

    /** How many columns it has. */
    public int size() {
        return starts.length;
    }

    public boolean isNull(int column) {
        return lengths[column] == NULL;
    }

    /** Whether the value was left out because it is stored out of line and did not change. */
    public boolean isUnchanged(int column) {
        return lengths[column] == UNCHANGED;
    }

    /** Whether there is text: the column is neither null nor left out. */
    public boolean hasText(int column) {
        return lengths[column] >= 0;
    }

    /** The bytes among which {@link #start} and {@link #end} point; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the column's text begins; meaningless unless it {@link #hasText}. */
    public int start(int column) {
        return starts[column];
    }

    /** Where the column's text ends; meaningless unless it {@link #hasText}. */
    public int end(int column) {
        return starts[column] + lengths[column];
    }

    /**
     * @throws IllegalStateException if there is none
     */
    public String text(int column) {
        if (!hasText(column)) {
            throw new IllegalStateException("The column " + column + " has no text");
        }
        return new String(bytes, starts[column], lengths[column], StandardCharsets.UTF_8);
    }

    /** Whether both have the same text or null there. What was left out equals nothing. */
    public boolean sameValue(int column, Tuple other) {
        if (!hasText(column) || !other.hasText(column)) {
            return isNull(column) && other.isNull(column);
        }
        return Arrays.equals(
                bytes,
                start(column),
                end(column),
                other.bytes,
                other.start(column),
                other.end(column));
    }
}
