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
        Reading reading = origin.reading();
        out.writeBoolean(reading != null);
        if (reading != null) {
            Fields.writeText(reading.flow(), out);
            SnapshotFields.write(reading.snapshot(), out);
        }
    }

    static Origin read(DataInputView in) throws IOException {
        Origin logged = readWithoutReading(in);
        if (!in.readBoolean()) {
            return logged;
        }
        Reading reading = new Reading(Fields.readText(in), SnapshotFields.read(in));
        return new Origin(
                logged.position(),
                logged.transactionId(),
                logged.committedAtMicros(),
                logged.annotations(),
                reading);
    }

    static Origin readWithoutReading(DataInputView in) throws IOException {
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
