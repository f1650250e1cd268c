package io.millrace.delivery;

import static io.millrace.testing.SerializerAssertions.assertBytes;
import static io.millrace.testing.SerializerAssertions.assertRefusesLessThan;
import static io.millrace.testing.SerializerAssertions.assertSnapshot;

import io.millrace.change.Holder;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TurnSerializerTest {
    private static final Turn TURN =
            new Turn(
                    new Position(0x1_6B37_4D84L, 12),
                    new Holder("flow", new RowKey(new TableName("s", "t"), "7")),
                    3);

    @Test
    void theBytesOfVersion1NeverChange() throws IOException {
        assertBytes(
                new TurnSerializer(),
                TURN,
                """
                000000016b374d84 000000000000000c
                00000004 666c6f77 00000001 73 00000001 74 00000001 37 00000003
                """);
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() throws IOException {
        assertRefusesLessThan(new TurnSerializer(), TURN);
    }

    @Test
    void savepointsFindTheSerializerByItsName() throws IOException {
        assertSnapshot(new TurnSerializer(), "io.millrace.delivery.TurnSerializer", 1);
    }
}
