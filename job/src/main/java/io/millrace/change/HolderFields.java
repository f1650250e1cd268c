package io.millrace.change;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Holder} is written: the flow's name, then the row's key. */
public final class HolderFields {
    private HolderFields() {}

    public static void write(Holder holder, DataOutputView out) throws IOException {
        Fields.writeText(holder.flow(), out);
        RowKeySerializer.writeKey(holder.row(), out);
    }

    public static Holder read(DataInputView in) throws IOException {
        return new Holder(Fields.readText(in), RowKeySerializer.readKey(in));
    }
}
