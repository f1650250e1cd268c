package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.flink.shaded.guava31.com.google.common.hash.Hashing;
import org.junit.jupiter.api.Test;

/** Guava's is the oracle: it has made the hashes in state that was written before. */
class Murmur3Test {
    @Test
    void contentOfEveryLengthHasTheHashThatItAlwaysHad() {
        Random random = new Random(7);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            ByteBuffer expected = ByteBuffer.wrap(Hashing.murmur3_128().hashBytes(bytes).asBytes());

            assertThat(Murmur3.hash(bytes))
                    .as("%d bytes", length)
                    .isEqualTo(new ContentHash(expected.getLong(), expected.getLong()));
        }
    }
}
