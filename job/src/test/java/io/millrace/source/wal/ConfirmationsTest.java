package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    @Test
    void withoutDelayTheCompletedCheckpointIsConfirmed() {
        Confirmations confirmations = new Confirmations(0);
        confirmations.taken(1, 100);
        assertThat(confirmations.completed(1)).hasValue(100);
    }

    @Test
    void aDelayCountsCompletedCheckpointsOnly() {
        Confirmations confirmations = new Confirmations(1);
        confirmations.taken(1, 100);
        confirmations.taken(2, 200);
        confirmations.taken(3, 300);
        assertThat(confirmations.completed(1)).isEmpty();
        // The second was aborted.
        assertThat(confirmations.completed(3)).hasValue(100);
        confirmations.taken(4, 400);
        assertThat(confirmations.completed(4)).hasValue(300);
    }

    @Test
    void aCheckpointFromBeforeTheRestoreConfirmsNothing() {
        Confirmations confirmations = new Confirmations(0);
        assertThat(confirmations.completed(7)).isEmpty();
        confirmations.taken(8, 100);
        assertThat(confirmations.completed(7)).isEmpty();
        assertThat(confirmations.completed(8)).hasValue(100);
        assertThat(confirmations.completed(8)).isEmpty();
    }
}
