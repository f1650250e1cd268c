package io.millrace.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields of an {@link Evaluation}, in their order. */
public final class EvaluationSerializer extends VersionedSerializer<Evaluation> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int currentVersion() {
        return 3;
    }

    @Override
    protected void write(Evaluation evaluation, DataOutputView out) throws IOException {
        out.writeByte(evaluation.action().code());
        RowKeySerializer.writeKey(evaluation.key(), out);
        out.writeLong(evaluation.version());
        OriginFields.write(evaluation.origin(), out);
        out.writeInt(evaluation.documents().size());
        for (Document document : evaluation.documents()) {
            Fields.writeOptionalText(document.route(), out);
            Fields.writeText(document.id(), out);
            Fields.writeOptionalJson(document.content(), out);
        }
        Fields.writeOptionalText(evaluation.group(), out);
    }

    /** Version 1 had no groups, 2 did not tell how a row was read. */
    @Override
    protected Evaluation read(int version, DataInputView in) throws IOException {
        Action action = Action.ofCode(in.readByte());
        RowKey key = RowKeySerializer.readKey(in);
        long rowVersion = in.readLong();
        Origin origin = version < 3 ? OriginFields.readWithoutReading(in) : OriginFields.read(in);
        int count = in.readInt();
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(
                    new Document(
                            Fields.readOptionalText(in),
                            Fields.readText(in),
                            Fields.readOptionalJson(in)));
        }
        String group = version == 1 ? null : Fields.readOptionalText(in);
        return new Evaluation(action, key, rowVersion, origin, documents, group);
    }
}
