package io.millrace.row;

import static io.millrace.testing.SerializerAssertions.assertBytes;
import static io.millrace.testing.SerializerAssertions.assertRefusesLessThan;
import static io.millrace.testing.SerializerAssertions.assertSnapshot;
import static io.millrace.testing.SerializerAssertions.input;
import static io.millrace.testing.SerializerAssertions.readSnapshot;
import static io.millrace.testing.SerializerAssertions.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Position;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;

class RowStateSerializerTest {
    private static final RowState STATE =
            new RowState(new Position(0x1_6B37_4D84L, 12), 7, 1_767_225_600_123L);

    @Test
    void theBytesOfVersion2NeverChange() throws IOException {
        assertBytes(
                new RowStateSerializer(),
                STATE,
                "000000016b374d84 000000000000000c 0000000000000007 0000019b76daa87b");
    }

    @Test
    void stateOfVersion1IsReadAsThatOfPositionsWithoutAnIndex() throws IOException {
        TypeSerializerSnapshot<RowState> version1 =
                readSnapshot(snapshot("io.millrace.row.RowStateSerializer", 1));
        byte[] written =
                HexFormat.of().parseHex("000000016b374d8400000000000000070000019b76daa87b");

        RowState read = version1.restoreSerializer().deserialize(input(written));

        assertThat(read)
                .isEqualTo(new RowState(new Position(0x1_6B37_4D84L, 0), 7, 1_767_225_600_123L));
        assertThat(
                        new RowStateSerializer()
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(version1)
                                .isCompatibleAfterMigration())
                .isTrue();
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() throws IOException {
        assertRefusesLessThan(new RowStateSerializer(), STATE);
    }

    @Test
    void savepointsFindTheSerializerByItsName() throws IOException {
        assertSnapshot(new RowStateSerializer(), "io.millrace.row.RowStateSerializer", 2);
    }
}
