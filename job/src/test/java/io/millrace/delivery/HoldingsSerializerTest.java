package io.millrace.delivery;

import static io.millrace.testing.SerializerAssertions.assertBytes;
import static io.millrace.testing.SerializerAssertions.assertRefusesLessThan;
import static io.millrace.testing.SerializerAssertions.assertSnapshot;
import static io.millrace.testing.SerializerAssertions.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Address;
import io.millrace.change.Json;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsSerializerTest {
    private static final RowKey ROW = new RowKey(new TableName("public", "t"), "7");
    private static final ContentHash HASH = ContentHash.of(Json.of("{}"));
    private static final String HASH_HEX = "d2c2517805206e46 be176699782a8820";
    private static final Holdings SEVERAL =
            new Holdings(
                    List.of(
                            new Held("eu", null, HASH),
                            new Held(null, "é", HASH),
                            new Held("us", "8", HASH)));

    private final HoldingsSerializer serializer = new HoldingsSerializer();

    @Test
    void theOneDocumentOfMostRowsTakes17Bytes() throws IOException {
        Holdings usual = new Holdings(List.of(Held.of(ROW, new Address(null, "7"), HASH)));

        assertBytes(serializer, usual, "00" + HASH_HEX);
    }

    @Test
    void theBytesOfVersion2NeverChange() throws IOException {
        assertBytes(serializer, Holdings.nothing(Company.NONE), "08");
        assertBytes(serializer, Holdings.nothing(0x1234_5678), "10 12345678");
        assertBytes(
                serializer,
                SEVERAL,
                "05 03 65 75"
                        + HASH_HEX
                        + "06 02 e901"
                        + HASH_HEX
                        + "03 03 75 73 02 38"
                        + HASH_HEX);
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() throws IOException {
        assertRefusesLessThan(serializer, SEVERAL);
        assertRefusesLessThan(serializer, Holdings.nothing(7));
    }

    @Test
    void anUnknownKindOfDocumentIsRefused() {
        assertThatThrownBy(() -> serializer.deserialize(input(new byte[] {32, 0})))
                .isInstanceOf(IOException.class)
                .hasMessage("A document of the kind 32: the state is damaged");
    }

    @Test
    void savepointsFindTheSerializerByItsName() throws IOException {
        assertSnapshot(serializer, "io.millrace.delivery.HoldingsSerializer", 2);
    }

    @Test
    void anIdThatIsTheRowsOwnIsNotRepeated() {
        Held own = Held.of(ROW, new Address("eu", "7"), HASH);
        Held other = Held.of(ROW, new Address("eu", "8"), HASH);

        assertThat(own).isEqualTo(new Held("eu", null, HASH));
        assertThat(own.address(ROW)).isEqualTo(new Address("eu", "7"));
        assertThat(other).isEqualTo(new Held("eu", "8", HASH));
        assertThat(other.address(ROW)).isEqualTo(new Address("eu", "8"));
    }
}
