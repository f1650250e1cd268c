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
        DocumentWrite upsert = new DocumentWrite("é,1", 7, bytes("{\"n\":1}"));
        DocumentWrite delete = new DocumentWrite("b", Long.MAX_VALUE, null);
        DocumentWrite append = new DocumentWrite(null, DocumentWrite.UNVERSIONED, bytes(""));

        BufferedRequestState<DocumentWrite> read =
                serializer.deserialize(1, serializer.serialize(state(upsert, delete, append)));

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
                                .deserialize(1, serializer.serialize(state()))
                                .getBufferedRequestEntries())
                .isEmpty();
    }

    @Test
    void stillReadsVersion1() throws IOException {
        byte[] version1 =
                HexFormat.of()
                        .parseHex("00000001" + "0000000161" + "0000000000000007" + "000000027b7d");

        BufferedRequestState<DocumentWrite> read = serializer.deserialize(1, version1);

        assertThat(read.getBufferedRequestEntries())
                .extracting(RequestEntryWrapper::getRequestEntry)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new DocumentWrite("a", 7, bytes("{}")));
        assertThat(serializer.serialize(read)).isEqualTo(version1);
    }

    @Test
    void refusesVersionsThatItDoesNotKnow() throws IOException {
        byte[] serialized = serializer.serialize(state());

        assertThatThrownBy(() -> serializer.deserialize(2, serialized))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has the version 2")
                .hasMessageContaining("reads up to 1");
    }

    @Test
    void refusesDamagedData() throws IOException {
        byte[] serialized = serializer.serialize(state(new DocumentWrite("a", 7, bytes("{}"))));

        assertThatThrownBy(
                        () ->
                                serializer.deserialize(
                                        1, Arrays.copyOf(serialized, serialized.length + 3)))
                .hasMessageContaining("3 bytes after its end");
        for (int length = 0; length < serialized.length; length++) {
            byte[] cut = Arrays.copyOf(serialized, length);
            assertThatThrownBy(() -> serializer.deserialize(1, cut))
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
