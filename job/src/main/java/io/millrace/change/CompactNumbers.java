package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Numbers in as few bytes as they need: seven bits in each, the last ones first. */
public final class CompactNumbers {
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private CompactNumbers() {}

    /** One byte below 128, two below 16384, and so on; ten for a negative one. */
    public static void write(long number, DataOutputView out) throws IOException {
        long rest = number;
        while ((rest & -MORE) != 0) {
            out.writeByte((int) (rest & (MORE - 1) | MORE));
            rest >>>= BITS;
        }
        out.writeByte((int) rest);
    }

    /**
     * @throws IOException if the bytes end too early, or go on for too long
     */
    public static long read(DataInputView in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            byte next = in.readByte();
            number |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("A number of more than 64 bits: the data is damaged");
    }
}
