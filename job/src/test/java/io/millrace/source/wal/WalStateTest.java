package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Position;
import io.millrace.postgres.LogOrigin;
import io.millrace.source.ForeignStateException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class WalStateTest {
    private static final WalSplit SPLIT =
            new WalSplit("millrace_a", new Position(0x1_02, 3), 0xff, new LogOrigin(-2, 4));
    private static final String SPLIT_BYTES_1 =
            "0000000a"
                    + "6d696c6c726163655f61"
                    + "0000000000000102"
                    + "0000000000000003"
                    + "00000000000000ff";
    private static final String SPLIT_BYTES =
            SPLIT_BYTES_1 + "fffffffffffffffe" + "0000000000000004";

    private final WalSplitSerializer splits = new WalSplitSerializer();
    private final WalEnumeratorStateSerializer states = new WalEnumeratorStateSerializer();

    /** Other bytes need another version. */
    @Test
    void theBytesOfVersion2AreThese() throws IOException {
        assertBytes(splits, SPLIT, SPLIT_BYTES);
        assertBytes(states, new WalEnumeratorState(Optional.of(SPLIT)), "01" + SPLIT_BYTES);
        assertBytes(states, new WalEnumeratorState(Optional.empty()), "00");
    }

    @Test
    void version1IsReadAsOfAnUnknownLog() throws IOException {
        WalSplit read =
                new WalSplit(
                        SPLIT.slot(), SPLIT.lastEmitted(), SPLIT.confirmLsn(), LogOrigin.UNKNOWN);
        HexFormat hex = HexFormat.of();
        assertThat(splits.deserialize(1, hex.parseHex(SPLIT_BYTES_1))).isEqualTo(read);
        assertThat(states.deserialize(1, hex.parseHex("01" + SPLIT_BYTES_1)))
                .isEqualTo(new WalEnumeratorState(Optional.of(read)));
        assertThat(states.deserialize(1, hex.parseHex("00")))
                .isEqualTo(new WalEnumeratorState(Optional.empty()));
    }

    @Test
    void damagedBytesAreRefused() throws IOException {
        assertRefusesOtherLengths(splits, splits.serialize(SPLIT));
        assertRefusesOtherLengths(
                states, states.serialize(new WalEnumeratorState(Optional.of(SPLIT))));
    }

    @Test
    void theStateOfAnotherReaderIsRefusedWithTheRemedy() {
        for (SimpleVersionedSerializer<?> serializer : Arrays.asList(splits, states)) {
            assertThatThrownBy(() -> serializer.deserialize(6, new byte[0]))
                    .isInstanceOf(ForeignStateException.class)
                    .hasMessage(
                            "The source's state has the version 6, and the reader 'wal' of this"
                                    + " Millrace knows only 1 to 2. If another source.reader wrote it, go"
                                    + " back to that one, or begin anew with --fresh");
        }
    }

    private static <T> void assertBytes(
            SimpleVersionedSerializer<T> serializer, T value, String hex) throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(serializer.serialize(value))).isEqualTo(hex);
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(hex))).isEqualTo(value);
    }

    private static void assertRefusesOtherLengths(
            SimpleVersionedSerializer<?> serializer, byte[] whole) {
        for (int length = 0; length <= whole.length + 1; length++) {
            if (length != whole.length) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> serializer.deserialize(2, part))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(IOException.class);
            }
        }
    }
}
