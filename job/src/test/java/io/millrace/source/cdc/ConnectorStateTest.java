package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.ForeignStateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class ConnectorStateTest {
    private final ConnectorState<String> state = new ConnectorState<>(new Text(), 6);

    /** Reads whatever version it is given. */
    private static final class Text implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 7;
        }

        @Override
        public byte[] serialize(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8) + version;
        }
    }

    @Test
    void theConnectorReadsWhatItHasWrittenForUs() throws IOException {
        assertThat(state.getVersion()).isEqualTo(7);
        assertThat(state.deserialize(6, state.serialize("v"))).isEqualTo("v6");
        assertThat(state.deserialize(7, state.serialize("v"))).isEqualTo("v7");
    }

    @Test
    void otherVersionsAreAnotherReaders() {
        for (int version : new int[] {1, 5, 8}) {
            assertThatThrownBy(() -> state.deserialize(version, new byte[0]))
                    .isInstanceOf(ForeignStateException.class)
                    .hasMessageContaining("the version " + version + ",")
                    .hasMessageContaining("knows only 6 to 7.");
        }
    }
}
