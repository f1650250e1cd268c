package io.millrace.sink.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class DocumentWriteStateSerializerTest {
    private final DocumentWriteStateSerializer serializer = new DocumentWriteStateSerializer();

    @Test
    void readsWhatItHasWritten() throws IOException {
        DocumentWrite upsert = new DocumentWrite("ü", "é,1", 7, bytes("{\"n\":1}"));
        DocumentWrite delete = new DocumentWrite(null, "b", Long.MAX_VALUE, null);
        DocumentWrite append = new DocumentWrite(null, null, DocumentWrite.UNVERSIONED, bytes(""));

        BufferedRequestState<DocumentWrite> read =
                serializer.deserialize(2, serializer.serialize(state(upsert, delete, append)));

        assertThat(read.getBufferedRequestEntries())
                .extracting(RequestEntryWrapper::getRequestEntry)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(upsert, delete, append);
        assertThat(read.getStateSize()).isEqualTo(state(upsert, delete, append).getStateSize());
    }

    @Test
    void readsAnEmptyState() throws IOException {
        assertThat(
                        serializer
                                .deserialize(2, serializer.serialize(state()))
                                .getBufferedRequestEntries())
                .isEmpty();
    }

    @Test
    void theBytesOfVersion2NeverChange() throws IOException {
        byte[] version2 =
                HexFormat.of()
                        .parseHex(
                                "00000002"
                                        + "0000000172"
                                        + "0000000161"
                                        + "0000000000000007"
                                        + "000000027b7d"
                                        + "ffffffff"
                                        + "0000000162"
                                        + "0000000000000008"
                                        + "ffffffff");

        assertThat(
                        serializer.serialize(
                                state(
                                        new DocumentWrite("r", "a", 7, bytes("{}")),
                                        new DocumentWrite(null, "b", 8, null))))
                .isEqualTo(version2);
        assertThat(serializer.serialize(serializer.deserialize(2, version2))).isEqualTo(version2);
    }

    @Test
    void stillReadsVersion1WhichHadNoRoutes() throws IOException {
        byte[] version1 =
                HexFormat.of()
                        .parseHex("00000001" + "0000000161" + "0000000000000007" + "000000027b7d");

        BufferedRequestState<DocumentWrite> read = serializer.deserialize(1, version1);

        assertThat(read.getBufferedRequestEntries())
                .extracting(RequestEntryWrapper::getRequestEntry)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new DocumentWrite(null, "a", 7, bytes("{}")));
    }

    @Test
    void refusesVersionsThatItDoesNotKnow() throws IOException {
        byte[] serialized = serializer.serialize(state());

        assertThatThrownBy(() -> serializer.deserialize(3, serialized))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has the version 3")
                .hasMessageContaining("reads up to 2");
    }

    @Test
    void refusesDamagedData() throws IOException {
        byte[] serialized =
                serializer.serialize(state(new DocumentWrite(null, "a", 7, bytes("{}"))));

        assertThatThrownBy(
                        () ->
                                serializer.deserialize(
                                        2, Arrays.copyOf(serialized, serialized.length + 3)))
                .hasMessageContaining("3 bytes after its end");
        for (int length = 0; length < serialized.length; length++) {
            byte[] cut = Arrays.copyOf(serialized, length);
            assertThatThrownBy(() -> serializer.deserialize(2, cut))
                    .isInstanceOf(IOException.class);
        }
    }

    private static BufferedRequestState<DocumentWrite> state(DocumentWrite... writes) {
        List<RequestEntryWrapper<DocumentWrite>> entries =
                Stream.of(writes)
                        .map(write -> new RequestEntryWrapper<>(write, write.size()))
                        .toList();
        return new BufferedRequestState<>(entries);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
