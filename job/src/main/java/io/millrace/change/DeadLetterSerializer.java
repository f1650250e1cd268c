package io.millrace.change;

import io.millrace.change.DeadLetter.Failure;
import io.millrace.change.DeadLetter.Subject;
import java.io.IOException;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of a {@link DeadLetter}, in their order. */
public final class DeadLetterSerializer extends VersionedSerializer<DeadLetter> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 1;
    }

    @Override
    protected void write(DeadLetter letter, DataOutputView out) throws IOException {
        Fields.writeText(letter.flow(), out);
        Fields.writeText(letter.sink(), out);
        out.writeByte(letter.subject().action().code());
        RowKeySerializer.writeKey(letter.subject().row(), out);
        out.writeLong(letter.subject().position().lsn());
        out.writeLong(letter.subject().position().index());
        out.writeLong(letter.subject().version());
        writeDocument(letter.document(), out);
        Fields.writeOptionalJson(letter.record(), out);
        Fields.writeText(letter.failure().error(), out);
        out.writeInt(letter.failure().attempts());
        out.writeLong(letter.failure().atMillis());
    }

    @Override
    protected DeadLetter read(int version, DataInputView in) throws IOException {
        String flow = Fields.readText(in);
        String sink = Fields.readText(in);
        Subject subject =
                new Subject(
                        Action.ofCode(in.readByte()),
                        RowKeySerializer.readKey(in),
                        new Position(in.readLong(), in.readLong()),
                        in.readLong());
        Document document = readDocument(in);
        Json record = Fields.readOptionalJson(in);
        Failure failure = new Failure(Fields.readText(in), in.readInt(), in.readLong());
        return new DeadLetter(flow, sink, subject, document, record, failure);
    }

    private static void writeDocument(@Nullable Document document, DataOutputView out)
            throws IOException {
        out.writeBoolean(document != null);
        if (document != null) {
            Fields.writeOptionalText(document.route(), out);
            Fields.writeText(document.id(), out);
            Fields.writeOptionalJson(document.content(), out);
        }
    }

    @Nullable
    private static Document readDocument(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new Document(
                        Fields.readOptionalText(in),
                        Fields.readText(in),
                        Fields.readOptionalJson(in))
                : null;
    }
}
