package io.millrace.backfill.chunk;

import io.millrace.backfill.chunk.ChunkSplit.Phase;
import io.millrace.change.CompactNumbers;
import io.millrace.change.Fields;
import io.millrace.change.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link ChunkSplit} and its parts, in their order. */
public final class ChunkFields {
    private ChunkFields() {}

    public static void write(ChunkSplit split, DataOutputView out) throws IOException {
        Chunk chunk = split.chunk();
        CompactNumbers.write(chunk.id(), out);
        write(chunk.scope(), out);
        writeKey(chunk.after(), out);
        writeKey(chunk.upTo(), out);
        writeKey(split.after(), out);
        CompactNumbers.write(split.rows(), out);
        out.writeByte(split.phase().code());
        Fields.writeOptionalText(split.error(), out);
    }

    public static ChunkSplit readSplit(DataInputView in) throws IOException {
        Chunk chunk = new Chunk(CompactNumbers.read(in), readScope(in), readKey(in), readKey(in));
        return new ChunkSplit(
                chunk,
                readKey(in),
                CompactNumbers.read(in),
                phase(in.readByte()),
                Fields.readOptionalText(in));
    }

    public static void write(Scope scope, DataOutputView out) throws IOException {
        CompactNumbers.write(scope.backfill(), out);
        Fields.writeText(scope.flow(), out);
        write(scope.table(), out);
        Fields.writeOptionalText(scope.condition(), out);
    }

    public static Scope readScope(DataInputView in) throws IOException {
        return new Scope(
                CompactNumbers.read(in),
                Fields.readText(in),
                readTable(in),
                Fields.readOptionalText(in));
    }

    public static void write(TableName table, DataOutputView out) throws IOException {
        Fields.writeText(table.schema(), out);
        Fields.writeText(table.name(), out);
    }

    public static TableName readTable(DataInputView in) throws IOException {
        return new TableName(Fields.readText(in), Fields.readText(in));
    }

    /** How many columns it has, and their texts. */
    public static void writeKey(List<String> key, DataOutputView out) throws IOException {
        CompactNumbers.write(key.size(), out);
        for (String value : key) {
            Fields.writeText(value, out);
        }
    }

    public static List<String> readKey(DataInputView in) throws IOException {
        long columns = CompactNumbers.read(in);
        List<String> key = new ArrayList<>();
        for (long i = 0; i < columns; i++) {
            key.add(Fields.readText(in));
        }
        return key;
    }

    /**
     * @throws IOException if the version is not the only one there is
     */
    public static void requireVersion(int version, int known) throws IOException {
        if (version != known) {
            throw new IOException(
                    "The state of a backfill has the version "
                            + version
                            + ", and this Millrace knows only "
                            + known
                            + ". Restore it with the Millrace that wrote it, or a later one");
        }
    }

    public static void requireEnd(DataInputDeserializer in) throws IOException {
        if (in.available() > 0) {
            throw new IOException(
                    in.available() + " bytes too many in a backfill's state: it is damaged");
        }
    }

    private static Phase phase(byte code) throws IOException {
        try {
            return Phase.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage() + ": the data is damaged", e);
        }
    }
}
