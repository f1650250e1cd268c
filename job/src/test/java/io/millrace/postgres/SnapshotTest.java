package io.millrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void itSeesWhatEndedBeforeIt() {
        Snapshot snapshot = Snapshot.parse("10:20:10,14");
        assertThat(snapshot).isEqualTo(new Snapshot(20, Set.of(10L, 14L)));
        assertThat(snapshot.sees(9)).isTrue();
        assertThat(snapshot.sees(10)).isFalse();
        assertThat(snapshot.sees(13)).isTrue();
        assertThat(snapshot.sees(14)).isFalse();
        assertThat(snapshot.sees(19)).isTrue();
        assertThat(snapshot.sees(20)).isFalse();
        assertThat(Snapshot.parse("10:10:")).isEqualTo(new Snapshot(10, Set.of()));
    }

    @Test
    void idsOfTheLogAreTheNearestToIts() {
        long epoch = 5L << 32;
        Snapshot snapshot = new Snapshot(epoch + 3, Set.of(epoch - 2));
        assertThat(snapshot.sees(2)).isTrue();
        assertThat(snapshot.sees(3)).isFalse();
        assertThat(snapshot.sees(0xffff_ffffL)).isTrue();
        assertThat(snapshot.sees(0xffff_fffeL)).isFalse();
        assertThat(snapshot.sees(0x7fff_ffffL)).isFalse();
    }
}
