package io.millrace.change;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The version, the change, the former values, and the flows that know it. */
public final class VersionedChangeSerializer extends VersionedSerializer<VersionedChange> {
    private static final long serialVersionUID = 1L;

    static final int VERSION = 4;

    @Override
    protected int currentVersion() {
        return VERSION;
    }

    @Override
    protected void write(VersionedChange value, DataOutputView out) throws IOException {
        writeVersioned(value, out);
    }

    @Override
    protected VersionedChange read(int version, DataInputView in) throws IOException {
        return readVersioned(version, in);
    }

    static void writeVersioned(VersionedChange value, DataOutputView out) throws IOException {
        out.writeLong(value.version());
        RowChangeSerializer.writeChange(value.change(), out);
        Fields.writeOptionalJson(value.changes(), out);
        out.writeShort(value.knownTo().size());
        for (String flow : value.knownTo()) {
            Fields.writeText(flow, out);
        }
    }

    static VersionedChange readVersioned(int version, DataInputView in) throws IOException {
        long rowVersion = in.readLong();
        RowChange change = RowChangeSerializer.readChange(version, in);
        Json changes = version < 3 ? null : Fields.readOptionalJson(in);
        return new VersionedChange(
                change, rowVersion, changes, version < 4 ? Set.of() : readFlows(in));
    }

    private static Set<String> readFlows(DataInputView in) throws IOException {
        int count = in.readUnsignedShort();
        if (count == 0) {
            return Set.of();
        }
        Set<String> flows = new HashSet<>();
        for (int i = 0; i < count; i++) {
            flows.add(Fields.readText(in));
        }
        return flows;
    }
}
