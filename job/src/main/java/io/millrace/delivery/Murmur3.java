package io.millrace.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 in its 128-bit variant for x64 with the seed 0, in one pass over an array. See Austin
 * Appleby's {@code MurmurHash3.cpp}, {@code MurmurHash3_x64_128}.
 */
final class Murmur3 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 16;
    private static final long C1 = 0x87c3_7b91_1142_53d5L;
    private static final long C2 = 0x4cf5_ad43_2745_937fL;

    private Murmur3() {}

    /** The two halves, each with its first byte in front. */
    static ContentHash hash(byte[] bytes) {
        long h1 = 0;
        long h2 = 0;
        int blocks = bytes.length - bytes.length % BLOCK;
        for (int i = 0; i < blocks; i += BLOCK) {
            h1 ^= mix1((long) LONGS.get(bytes, i));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dc_e729;
            h2 ^= mix2((long) LONGS.get(bytes, i + Long.BYTES));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x3849_5ab5;
        }
        h1 ^= mix1(rest(bytes, blocks));
        h2 ^= mix2(rest(bytes, blocks + Long.BYTES));
        h1 ^= bytes.length;
        h2 ^= bytes.length;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        h1 += h2;
        h2 += h1;
        return new ContentHash(Long.reverseBytes(h1), Long.reverseBytes(h2));
    }

    /** Up to eight bytes from there on, the first one lowest; 0 behind the end. */
    private static long rest(byte[] bytes, int from) {
        long rest = 0;
        for (int i = Math.min(bytes.length, from + Long.BYTES) - 1; i >= from; i--) {
            rest = rest << Byte.SIZE | bytes[i] & 0xff;
        }
        return rest;
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long h) {
        long k = h;
        k = (k ^ k >>> 33) * 0xff51_afd7_ed55_8ccdL;
        k = (k ^ k >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
        return k ^ k >>> 33;
    }
}
