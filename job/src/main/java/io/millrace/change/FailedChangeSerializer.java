package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The change, and the reason. Its version is that of the change. */
public final class FailedChangeSerializer extends VersionedSerializer<FailedChange> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return VersionedChangeSerializer.VERSION;
    }

    @Override
    protected void write(FailedChange failed, DataOutputView out) throws IOException {
        VersionedChangeSerializer.writeVersioned(failed.change(), out);
        Fields.writeText(failed.reason(), out);
    }

    @Override
    protected FailedChange read(int version, DataInputView in) throws IOException {
        return new FailedChange(
                VersionedChangeSerializer.readVersioned(version, in), Fields.readText(in));
    }
}
