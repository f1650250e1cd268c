package io.millrace.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A {@link Snapshot} in a few bytes: its first transaction, and how far the others are from it. */
public final class SnapshotFields {
    private SnapshotFields() {}

    public static void write(Snapshot snapshot, DataOutputView out) throws IOException {
        CompactNumbers.write(snapshot.xmin(), out);
        CompactNumbers.write(snapshot.xmax() - snapshot.xmin(), out);
        CompactNumbers.write(snapshot.inProgress().size(), out);
        for (long transaction : snapshot.inProgress()) {
            CompactNumbers.write(transaction - snapshot.xmin(), out);
        }
    }

    public static Snapshot read(DataInputView in) throws IOException {
        long xmin = CompactNumbers.read(in);
        long xmax = xmin + CompactNumbers.read(in);
        long count = CompactNumbers.read(in);
        if (count == 0) {
            return new Snapshot(xmin, xmax, List.of());
        }
        List<Long> inProgress = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            inProgress.add(xmin + CompactNumbers.read(in));
        }
        return new Snapshot(xmin, xmax, inProgress);
    }
}
