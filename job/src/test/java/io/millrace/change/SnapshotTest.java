package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static final long EPOCH = 1L << 32;

    @ParameterizedTest
    @CsvSource({
        "9, true",
        "10, false",
        "11, true",
        "12, false",
        "13, true",
        "19, true",
        "20, false",
        "21, false",
        "3, true",
        "2000000000, false"
    })
    void aTransactionShowsIfItWasOver(long transactionId, boolean shown) {
        Snapshot snapshot = new Snapshot(10, 20, List.of(10L, 12L));

        assertThat(snapshot.shows(transactionId)).isEqualTo(shown);
    }

    @Test
    void nothingInProgressShowsAllBeforeTheEnd() {
        Snapshot snapshot = new Snapshot(20, 20, List.of());

        assertThat(snapshot.shows(19)).isTrue();
        assertThat(snapshot.shows(20)).isFalse();
    }

    @Test
    void idsAreWidenedToTheSnapshotsEpoch() {
        Snapshot snapshot =
                new Snapshot(5 * EPOCH + 100, 5 * EPOCH + 200, List.of(5 * EPOCH + 150));

        assertThat(snapshot.shows(99)).isTrue();
        assertThat(snapshot.shows(149)).isTrue();
        assertThat(snapshot.shows(150)).isFalse();
        assertThat(snapshot.shows(200)).isFalse();
    }

    @Test
    void idsAreWidenedAcrossTheEndOfAnEpoch() {
        Snapshot justAfter = new Snapshot(EPOCH - 5, EPOCH + 10, List.of(EPOCH - 3, EPOCH + 4));
        assertThat(justAfter.shows(EPOCH - 6)).as("before the end, 32 bits").isTrue();
        assertThat(justAfter.shows(EPOCH - 3)).isFalse();
        assertThat(justAfter.shows(EPOCH - 2)).isTrue();
        assertThat(justAfter.shows(3)).isTrue();
        assertThat(justAfter.shows(4)).isFalse();
        assertThat(justAfter.shows(10)).isFalse();

        Snapshot justBefore = new Snapshot(EPOCH - 5, EPOCH - 5, List.of());
        assertThat(justBefore.shows(EPOCH - 6)).isTrue();
        assertThat(justBefore.shows(3)).as("of the next epoch").isFalse();
    }

    @Property
    void everyIdNearbyIsWidenedRightly(
            @ForAll @LongRange(min = 1L << 31, max = 1L << 40) long xmax,
            @ForAll @IntRange(min = 0, max = 1000) int open,
            @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 1000) Integer> running,
            @ForAll @LongRange(min = -(1L << 31), max = (1L << 31) - 1) long distance) {
        long xmin = xmax - open;
        TreeSet<Long> inProgress = new TreeSet<>();
        running.forEach(back -> inProgress.add(Math.max(xmin, xmax - back)));
        inProgress.remove(xmax);
        Snapshot snapshot = new Snapshot(xmin, xmax, List.copyOf(inProgress));
        long transaction = xmax + distance;

        boolean over = transaction < xmax && !inProgress.contains(transaction);
        assertThat(snapshot.shows(transaction & 0xFFFF_FFFFL)).isEqualTo(over);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10:20:10,14,15", "10:20:12", "10:10:", "21474836470:21474836480:"})
    void postgresTextIsRead(String text) {
        assertThat(Snapshot.parse(text)).hasToString(text);
    }

    @Test
    void theTextTellsItsParts() {
        assertThat(Snapshot.parse("10:20:10,14"))
                .isEqualTo(new Snapshot(10, 20, List.of(10L, 14L)));
        assertThat(Snapshot.parse("10:20:")).isEqualTo(new Snapshot(10, 20, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10:20", "10:20:30:", "a:b:", "10:20:x"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> Snapshot.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
