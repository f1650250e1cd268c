package io.millrace.change;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON text in the making, as UTF-8 in an array that one text after the other goes through. */
public final class JsonBuffer {
    private static final int INITIAL_CAPACITY = 4096;

    /** One huge text must not keep its memory for ever. */
    private static final int KEPT_CAPACITY = 1 << 20;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int size;

    public void clear() {
        size = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[INITIAL_CAPACITY];
        }
    }

    public int size() {
        return size;
    }

    /** One byte as it is. */
    public void append(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    /** Bytes as they are. */
    public void append(byte[] utf8) {
        append(utf8, 0, utf8.length);
    }

    /** Bytes as they are, from one place to before another. */
    public void append(byte[] utf8, int from, int to) {
        int length = to - from;
        ensure(length);
        System.arraycopy(utf8, from, bytes, size, length);
        size += length;
    }

    /** Text as a JSON string: quoted, and escaped as {@code escape_json} of Postgres does. */
    public void appendString(byte[] utf8, int from, int to) {
        ensure(to - from + 2);
        append('"');
        appendEscaped(utf8, from, to);
        append('"');
    }

    /** The text so far, which the buffer may then change. */
    public Json toJson() {
        return Json.ofUtf8(Arrays.copyOf(bytes, size));
    }

    /** The text so far. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private void appendEscaped(byte[] utf8, int from, int to) {
        int plain = from;
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                append(utf8, plain, i);
                escape(b);
                plain = i + 1;
            }
        }
        append(utf8, plain, to);
    }

    private void escape(byte b) {
        append('\\');
        switch (b) {
            case '"', '\\' -> append((char) b);
            case '\b' -> append('b');
            case '\f' -> append('f');
            case '\n' -> append('n');
            case '\r' -> append('r');
            case '\t' -> append('t');
            default -> {
                append('u');
                append('0');
                append('0');
                append((char) HEX[b >> 4]);
                append((char) HEX[b & 0xf]);
            }
        }
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, capacity(more));
        }
    }

    private int capacity(int more) {
        long needed = (long) size + more;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A JSON text of " + needed + " bytes is too long");
        }
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, bytes.length * 2L));
    }
}
