package io.millrace.pipeline;

import io.millrace.config.SourceSpec;
import io.millrace.source.ChangeReader;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.source.wal.WalReader;

/** The reader that a pipeline file asks for. */
public final class Readers {
    private Readers() {}

    public static ChangeReader of(SourceSpec source) {
        return switch (source.reader()) {
            case FLINK_CDC -> new FlinkCdcReader();
            case WAL -> new WalReader();
        };
    }
}
