package io.millrace.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
    void idsAreWhole() {
        Snapshot snapshot = new Snapshot(EPOCH - 5, EPOCH + 10, List.of(EPOCH - 3, EPOCH + 4));

        assertThat(snapshot.shows(3)).as("of the epoch before").isTrue();
        assertThat(snapshot.shows(EPOCH - 3)).isFalse();
        assertThat(snapshot.shows(EPOCH - 2)).isTrue();
        assertThat(snapshot.shows(EPOCH + 4)).isFalse();
        assertThat(snapshot.shows(EPOCH + 10)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10:20:10, 10:21:10, false",
        "10:21:10, 10:20:10, true",
        "'10:20:10,14', 10:20:10, false",
        "20:20:, '10:20:10,14', true",
        "10:20:10, 10:20:10, false"
    })
    void theLaterOneShowsMore(String first, String second, boolean after) {
        assertThat(Snapshot.parse(first).isAfter(Snapshot.parse(second))).isEqualTo(after);
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
