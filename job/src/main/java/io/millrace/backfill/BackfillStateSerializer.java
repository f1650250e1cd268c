package io.millrace.backfill;

import io.millrace.backfill.chunk.ChunkFields;
import io.millrace.change.CompactNumbers;
import io.millrace.change.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** A {@link BackfillState} as a checkpoint has it: its fields in their order. */
final class BackfillStateSerializer implements SimpleVersionedSerializer<BackfillState> {
    private static final int VERSION = 1;
    private static final int USUAL_SIZE = 512;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BackfillState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_SIZE);
        CompactNumbers.write(state.newestId(), out);
        CompactNumbers.write(state.nextChunk(), out);
        List<FlowTable> initial =
                state.initial().stream()
                        .sorted(
                                Comparator.comparing(FlowTable::flow)
                                        .thenComparing(FlowTable::table))
                        .toList();
        writeAll(initial, BackfillStateSerializer::write, out);
        writeAll(state.open(), BackfillStateSerializer::write, out);
        writeAll(state.untold(), BackfillStateSerializer::write, out);
        return out.getCopyOfBuffer();
    }

    /**
     * @throws IOException if the version is unknown, or the bytes are not exactly one state's
     */
    @Override
    public BackfillState deserialize(int version, byte[] bytes) throws IOException {
        ChunkFields.requireVersion(version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        BackfillState state =
                new BackfillState(
                        CompactNumbers.read(in),
                        CompactNumbers.read(in),
                        new HashSet<>(readAll(BackfillStateSerializer::readFlowTable, in)),
                        readAll(BackfillStateSerializer::readProgress, in),
                        readAll(BackfillStateSerializer::readEnding, in));
        ChunkFields.requireEnd(in);
        return state;
    }

    private static void write(FlowTable initial, DataOutputView out) throws IOException {
        Fields.writeText(initial.flow(), out);
        ChunkFields.write(initial.table(), out);
    }

    private static FlowTable readFlowTable(DataInputView in) throws IOException {
        return new FlowTable(Fields.readText(in), ChunkFields.readTable(in));
    }

    private static void write(BackfillProgress progress, DataOutputView out) throws IOException {
        ChunkFields.write(progress.scope(), out);
        out.writeBoolean(progress.rowsEstimated() != null);
        if (progress.rowsEstimated() != null) {
            CompactNumbers.write(progress.rowsEstimated(), out);
        }
        ChunkFields.writeKey(progress.plannedTo(), out);
        out.writeBoolean(progress.planned());
        writeAll(progress.unassigned(), ChunkFields::write, out);
        writeAll(progress.reading().stream().sorted().toList(), CompactNumbers::write, out);
        CompactNumbers.write(progress.rowsRead(), out);
    }

    private static BackfillProgress readProgress(DataInputView in) throws IOException {
        return new BackfillProgress(
                ChunkFields.readScope(in),
                in.readBoolean() ? (Long) CompactNumbers.read(in) : null,
                ChunkFields.readKey(in),
                in.readBoolean(),
                readAll(ChunkFields::readSplit, in),
                new HashSet<>(readAll(CompactNumbers::read, in)),
                CompactNumbers.read(in));
    }

    private static void write(Ending ending, DataOutputView out) throws IOException {
        CompactNumbers.write(ending.id(), out);
        CompactNumbers.write(ending.rowsRead(), out);
        Fields.writeOptionalText(ending.error(), out);
    }

    private static Ending readEnding(DataInputView in) throws IOException {
        return new Ending(
                CompactNumbers.read(in), CompactNumbers.read(in), Fields.readOptionalText(in));
    }

    private static <T> void writeAll(Collection<T> all, Writer<T> writer, DataOutputView out)
            throws IOException {
        CompactNumbers.write(all.size(), out);
        for (T one : all) {
            writer.write(one, out);
        }
    }

    private static <T> List<T> readAll(Reader<T> reader, DataInputView in) throws IOException {
        long count = CompactNumbers.read(in);
        List<T> all = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            all.add(reader.read(in));
        }
        return all;
    }

    private interface Writer<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputView in) throws IOException;
    }
}
