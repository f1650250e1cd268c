package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backfill.chunk.Chunk;
import io.millrace.backfill.chunk.ChunkSplit;
import io.millrace.backfill.chunk.ChunkSplitSerializer;
import io.millrace.backfill.chunk.Scope;
import io.millrace.change.TableName;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class BackfillStateSerializerTest {
    private static final TableName TABLE = new TableName("p", "t");
    private static final Scope SCOPE = new Scope(7, "f", TABLE, "a>1");
    private static final ChunkSplit SPLIT =
            new ChunkSplit(
                    new Chunk(300, SCOPE, List.of("1", "a"), List.of()),
                    List.of("2", "b"),
                    5,
                    ChunkSplit.Phase.FAILED,
                    "x");
    private static final String SCOPE_BYTES =
            "07" + "0000000166" + "0000000170" + "0000000174" + "0100000003613e31";
    private static final String SPLIT_BYTES =
            "ac02"
                    + SCOPE_BYTES
                    + "02"
                    + "0000000131"
                    + "0000000161"
                    + "00"
                    + "02"
                    + "0000000132"
                    + "0000000162"
                    + "05"
                    + "02"
                    + "010000000178";
    private static final BackfillState STATE =
            new BackfillState(
                    9,
                    301,
                    Set.of(new FlowTable("f", TABLE)),
                    List.of(
                            new BackfillProgress(
                                    SCOPE,
                                    70L,
                                    List.of("3"),
                                    false,
                                    List.of(SPLIT),
                                    Set.of(4L, 2L),
                                    1000)),
                    List.of(new Ending(6, 1, null), new Ending(8, 2, "y")));
    private static final String STATE_BYTES =
            "09"
                    + "ad02"
                    + "01"
                    + "0000000166"
                    + "0000000170"
                    + "0000000174"
                    + "01"
                    + SCOPE_BYTES
                    + "0146"
                    + "01"
                    + "0000000133"
                    + "00"
                    + "01"
                    + SPLIT_BYTES
                    + "02"
                    + "02"
                    + "04"
                    + "e807"
                    + "02"
                    + "060100"
                    + "0802"
                    + "010000000179";

    private final ChunkSplitSerializer splits = new ChunkSplitSerializer();
    private final BackfillStateSerializer states = new BackfillStateSerializer();

    /** Other bytes need another version. */
    @Test
    void theBytesOfVersion1AreThese() throws IOException {
        assertBytes(splits, SPLIT, SPLIT_BYTES);
        assertBytes(states, STATE, STATE_BYTES);
        assertBytes(states, BackfillState.NEW, "0000000000");
    }

    @Test
    void theCodesOfPhasesAreThese() throws IOException {
        assertThat(SPLIT_BYTES).contains("05" + "02" + "01");
        assertThat(hex(splits.serialize(SPLIT.ended()))).endsWith("05" + "01" + "00");
        assertThat(hex(splits.serialize(SPLIT.readTo(List.of(), 5)))).endsWith("00050000");
    }

    @Test
    void damagedBytesAreRefused() throws IOException {
        assertRefusesOtherLengths(splits, splits.serialize(SPLIT));
        assertRefusesOtherLengths(states, states.serialize(STATE));
    }

    @Test
    void anotherVersionIsRefusedWithTheRemedy() {
        for (SimpleVersionedSerializer<?> serializer : Arrays.asList(splits, states)) {
            assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "The state of a backfill has the version 2, and this Millrace knows"
                                    + " only 1. Restore it with the Millrace that wrote it, or a"
                                    + " later one");
        }
    }

    private static <T> void assertBytes(
            SimpleVersionedSerializer<T> serializer, T value, String hex) throws IOException {
        assertThat(serializer.getVersion()).isEqualTo(1);
        assertThat(hex(serializer.serialize(value))).isEqualTo(hex);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(hex))).isEqualTo(value);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static void assertRefusesOtherLengths(
            SimpleVersionedSerializer<?> serializer, byte[] whole) {
        for (int length = 0; length <= whole.length + 1; length++) {
            if (length != whole.length) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> serializer.deserialize(1, part))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(IOException.class);
            }
        }
    }
}
