package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TransactionIdsTest {
    private static final long EPOCH = 1L << 32;

    @Test
    void idsFollowEachOtherIntoTheNextEpoch() {
        TransactionIds ids = new TransactionIds(EPOCH - 10);

        assertThat(ids.whole(EPOCH - 12)).isEqualTo(EPOCH - 12);
        assertThat(ids.whole(5)).isEqualTo(EPOCH + 5);
        assertThat(ids.whole(EPOCH - 1)).as("committed later, begun before").isEqualTo(EPOCH - 1);
        assertThat(ids.whole((1L << 31) - 5)).isEqualTo(EPOCH + (1L << 31) - 5);
        assertThat(ids.whole(EPOCH - 7)).isEqualTo(2 * EPOCH - 7);
        assertThat(ids.whole(7)).isEqualTo(2 * EPOCH + 7);
    }

    @Property
    void everyIdNearbyIsToldRightly(
            @ForAll @LongRange(min = 1L << 31, max = 1L << 40) long near,
            @ForAll @LongRange(min = -(1L << 31), max = (1L << 31) - 1) long distance) {
        long id = near + distance;

        assertThat(new TransactionIds(near).whole(id & (EPOCH - 1))).isEqualTo(id);
    }
}
