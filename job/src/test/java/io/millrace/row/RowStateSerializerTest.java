package io.millrace.row;

import static io.millrace.testing.SerializerAssertions.assertBytes;
import static io.millrace.testing.SerializerAssertions.assertRefusesLessThan;
import static io.millrace.testing.SerializerAssertions.assertSnapshot;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RowStateSerializerTest {
    private static final RowState STATE = new RowState(0x1_6B37_4D84L, 7, 1_767_225_600_123L);

    @Test
    void theBytesOfVersion1NeverChange() throws IOException {
        assertBytes(
                new RowStateSerializer(),
                STATE,
                "000000016b374d84 0000000000000007 0000019b76daa87b");
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() throws IOException {
        assertRefusesLessThan(new RowStateSerializer(), STATE);
    }

    @Test
    void savepointsFindTheSerializerByItsName() throws IOException {
        assertSnapshot(new RowStateSerializer(), "io.millrace.row.RowStateSerializer", 1);
    }
}
