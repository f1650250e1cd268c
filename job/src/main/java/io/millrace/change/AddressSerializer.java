package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The route, which may be missing, and the id. */
public final class AddressSerializer extends VersionedSerializer<Address> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(Address address, DataOutputView out) throws IOException {
        Fields.writeOptionalText(address.route(), out);
        Fields.writeText(address.id(), out);
    }

    @Override
    protected Address read(int version, DataInputView in) throws IOException {
        return new Address(Fields.readOptionalText(in), Fields.readText(in));
    }
}
