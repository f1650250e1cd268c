package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of an {@link Origin}, in their order. */
final class OriginFields {
    private OriginFields() {}

    static void write(Origin origin, DataOutputView out) throws IOException {
        out.writeLong(origin.position().lsn());
        out.writeLong(origin.position().index());
        out.writeLong(origin.transactionId());
        out.writeLong(origin.committedAtMicros());
        Fields.writeOptionalJson(origin.annotations(), out);
    }

    static Origin read(DataInputView in) throws IOException {
        return new Origin(
                new Position(in.readLong(), in.readLong()),
                in.readLong(),
                in.readLong(),
                Fields.readOptionalJson(in));
    }

    /** Without an index and without annotations. */
    static Origin readFirstVersion(DataInputView in) throws IOException {
        return new Origin(new Position(in.readLong(), 0), in.readLong(), in.readLong(), null);
    }
}
