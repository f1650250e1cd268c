package io.millrace.row;

import static io.millrace.testing.SerializerAssertions.assertBytes;
import static io.millrace.testing.SerializerAssertions.assertRefusesLessThan;
import static io.millrace.testing.SerializerAssertions.assertSnapshot;
import static io.millrace.testing.SerializerAssertions.input;
import static io.millrace.testing.SerializerAssertions.readSnapshot;
import static io.millrace.testing.SerializerAssertions.serialize;
import static io.millrace.testing.SerializerAssertions.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.Snapshot;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStateSerializerTest {
    private static final long LSN = 0x1_6B37_4D84L;
    private static final Snapshot SNAPSHOT = new Snapshot(1000, 1005, List.of(1000L, 1003L));
    private static final RowState PLAIN =
            new RowState(new Position(LSN, 12), 300, LSN, 0, null, null);
    private static final RowState WHOLE =
            new RowState(new Position(LSN, 300), 1L << 32, LSN + 1, 0, Json.of("{}"), SNAPSHOT);
    private static final RowState GONE =
            new RowState(new Position(0, 0), 0, 7, 1_767_225_600_123L, null, null);

    @Test
    void theBytesOfVersion4NeverChange() throws IOException {
        assertBytes(new RowStateSerializer(), PLAIN, "00 849bddd916 0c ac02 00");
        assertBytes(
                new RowStateSerializer(),
                WHOLE,
                "06 849bddd916 ac02 8080808010 01 00000002 7b7d" + "e807 05 02 00 03");
        assertBytes(new RowStateSerializer(), GONE, "01 00 00 00 07 fbd0eab6b733");
    }

    @Test
    void version3DidNotTellTheTransaction() throws IOException {
        assertThat(read(3, "06 849bddd916 ac02 01 00000002 7b7d e807 05 02 00 03"))
                .isEqualTo(
                        new RowState(
                                new Position(LSN, 300), 0, LSN + 1, 0, Json.of("{}"), SNAPSHOT));
        assertThat(read(3, "01 00 00 07 fbd0eab6b733")).isEqualTo(GONE);
    }

    private static RowState read(int version, String hex) throws IOException {
        byte[] written = HexFormat.of().parseHex(hex.replace(" ", ""));
        TypeSerializerSnapshot<RowState> earlier =
                readSnapshot(snapshot("io.millrace.row.RowStateSerializer", version));
        return earlier.restoreSerializer().deserialize(input(written));
    }

    @Test
    void aRowWithoutAnImageTakesFewBytes() throws IOException {
        RowState onABusyServer =
                new RowState(new Position(1L << 45, 10_000), 1L << 34, 1L << 45, 0, null, null);

        assertThat(serialize(new RowStateSerializer(), onABusyServer)).hasSizeLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 000000016b374d8400000000000000070000019b76daa87b",
        "2, 12, 000000016b374d84000000000000000c00000000000000070000019b76daa87b"
    })
    void stateOfEarlierVersionsIsRead(int version, long index, String hex) throws IOException {
        TypeSerializerSnapshot<RowState> earlier =
                readSnapshot(snapshot("io.millrace.row.RowStateSerializer", version));

        assertThat(read(version, hex))
                .isEqualTo(
                        new RowState(
                                new Position(LSN, index), 0, 7, 1_767_225_600_123L, null, null));
        assertThat(
                        new RowStateSerializer()
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(earlier)
                                .isCompatibleAfterMigration())
                .isTrue();
    }

    @Test
    void aVersionThatLagsBehindItsPositionIsKept() throws IOException {
        RowState state = new RowState(new Position(LSN, 0), 3, 7, 0, null, null);
        RowStateSerializer serializer = new RowStateSerializer();

        assertThat(serializer.deserialize(input(serialize(serializer, state)))).isEqualTo(state);
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() throws IOException {
        assertRefusesLessThan(new RowStateSerializer(), PLAIN);
        assertRefusesLessThan(new RowStateSerializer(), WHOLE);
        assertRefusesLessThan(new RowStateSerializer(), GONE);
    }

    @Test
    void savepointsFindTheSerializerByItsName() throws IOException {
        assertSnapshot(new RowStateSerializer(), "io.millrace.row.RowStateSerializer", 4);
    }
}
