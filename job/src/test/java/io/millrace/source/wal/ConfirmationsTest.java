package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    @Test
    void withoutDelayTheCompletedCheckpointIsConfirmed() {
        Confirmations<Long> confirmations = new Confirmations<>(0);
        confirmations.taken(1, 100L);
        assertThat(confirmations.completed(1)).hasValue(100L);
    }

    @Test
    void aDelayCountsCompletedCheckpointsOnly() {
        Confirmations<Long> confirmations = new Confirmations<>(1);
        confirmations.taken(1, 100L);
        confirmations.taken(2, 200L);
        confirmations.taken(3, 300L);
        assertThat(confirmations.completed(1)).isEmpty();
        // The second was aborted.
        assertThat(confirmations.completed(3)).hasValue(100L);
        confirmations.taken(4, 400L);
        assertThat(confirmations.completed(4)).hasValue(300L);
    }

    @Test
    void aCheckpointFromBeforeTheRestoreConfirmsNothing() {
        Confirmations<Long> confirmations = new Confirmations<>(0);
        assertThat(confirmations.completed(7)).isEmpty();
        confirmations.taken(8, 100L);
        assertThat(confirmations.completed(7)).isEmpty();
        assertThat(confirmations.completed(8)).hasValue(100L);
        assertThat(confirmations.completed(8)).isEmpty();
    }
}
