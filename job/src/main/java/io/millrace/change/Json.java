package io.millrace.change;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as UTF-8 text, passed through without being parsed. Whoever makes one vouches that
 * it is well formed, and does not change the bytes afterwards.
 */
public final class Json {
    private final byte[] utf8;

    private Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static Json ofUtf8(byte[] utf8) {
        return new Json(utf8);
    }

    public static Json of(String text) {
        return new Json(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text itself, not a copy. */
    public byte[] utf8() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
