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

class OwnershipSerializerTest {
    private static final Ownership OWNERSHIP =
            new Ownership(
                    new Holder("flow", new RowKey(new TableName("s", "t"), "7")),
                    new Position(0x1_6B37_4D84L, 12),
                    7,
                    new ContentHash(1, 2),
                    1_767_225_600_123L);

    @Test
    void theBytesOfVersion1NeverChange() throws IOException {
        assertBytes(
                new OwnershipSerializer(),
                OWNERSHIP,
                """
                00000004 666c6f77 00000001 73 00000001 74 00000001 37
                000000016b374d84 000000000000000c 0000000000000007
                0000000000000001 0000000000000002 0000019b76daa87b
                """);
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() throws IOException {
        assertRefusesLessThan(new OwnershipSerializer(), OWNERSHIP);
    }

    @Test
    void savepointsFindTheSerializerByItsName() throws IOException {
        assertSnapshot(new OwnershipSerializer(), "io.millrace.delivery.OwnershipSerializer", 1);
    }
}
