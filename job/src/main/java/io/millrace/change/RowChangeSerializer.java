package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link RowChange}, in their order. */
public final class RowChangeSerializer extends VersionedSerializer<RowChange> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 4;
    }

    @Override
    protected void write(RowChange change, DataOutputView out) throws IOException {
        writeChange(change, out);
    }

    @Override
    protected RowChange read(int version, DataInputView in) throws IOException {
        return readChange(version, in);
    }

    static void writeChange(RowChange change, DataOutputView out) throws IOException {
        out.writeByte(change.action().code());
        RowKeySerializer.writeKey(change.key(), out);
        Fields.writeJson(change.record(), out);
        OriginFields.write(change.origin(), out);
        GapsFields.write(change.gaps(), out);
        Fields.writeOptionalJson(change.changes(), out);
    }

    /**
     * @param version 1 had neither indexes nor annotations, 2 neither gaps nor former values, 3 did
     *     not tell how a row was read
     */
    static RowChange readChange(int version, DataInputView in) throws IOException {
        Action action = Action.ofCode(in.readByte());
        RowKey key = RowKeySerializer.readKey(in);
        Json record = Fields.readJson(in);
        Origin origin =
                switch (version) {
                    case 1 -> OriginFields.readFirstVersion(in);
                    case 2, 3 -> OriginFields.readWithoutReading(in);
                    default -> OriginFields.read(in);
                };
        return version < 3
                ? RowChange.of(action, key, record, origin)
                : new RowChange(
                        action,
                        key,
                        record,
                        GapsFields.read(in),
                        Fields.readOptionalJson(in),
                        origin);
    }
}
