package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.ReaderName;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.source.wal.WalReader;
import org.junit.jupiter.api.Test;

class ReadersTest {
    @Test
    void eachNameIsAReader() {
        assertThat(Readers.of(reading(ReaderName.FLINK_CDC))).isInstanceOf(FlinkCdcReader.class);
        assertThat(Readers.of(reading(ReaderName.WAL))).isInstanceOf(WalReader.class);
    }

    private static SourceSpec reading(ReaderName reader) {
        return new SourceSpec(
                new ConnectionSpec("localhost", 5432, "d", "u", new Secret("p")),
                reader,
                SourceSpec.DEFAULT_CHECKPOINTS_DELAY,
                new Place("p.yaml", 2));
    }
}
