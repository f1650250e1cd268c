package io.millrace.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveIdsTest {
    private final LiveIds ids = new LiveIds(List.of(1L, 2L, 3L));

    @Test
    void forgetsWhatATransactionDidWhenItIsRolledBack() {
        ids.free(1);
        ids.add(7);
        ids.takeFreed();
        ids.add(1);
        ids.free(7);
        ids.rollBack();
        assertThat(List.of(1L, 2L, 3L)).allMatch(ids::contains);
        assertThat(ids.contains(7)).isFalse();
        assertThat(ids.takeFreed()).isNull();
    }

    @Test
    void keepsWhatATransactionDidWhenItIsCommitted() {
        ids.free(1);
        ids.add(7);
        ids.commit();
        ids.rollBack();
        assertThat(ids.contains(1)).isFalse();
        assertThat(ids.contains(7)).isTrue();
        assertThat(ids.takeFreed()).isEqualTo(1);
    }

    @Test
    void hasNoIdToGiveWhenAllAreFreed() {
        ids.free(2);
        ids.free(3);
        assertThat(ids.any(new Random(1))).isEqualTo(1);
        ids.free(1);
        assertThat(ids.any(new Random(1))).isNull();
    }
}
