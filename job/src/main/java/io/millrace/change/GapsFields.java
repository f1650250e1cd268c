package io.millrace.change;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Gaps} in a byte, where there are none, and else with the columns. */
final class GapsFields {
    private static final byte NONE = 0;
    private static final byte IDENTITY_ONLY = 1;
    private static final byte COLUMNS = 2;

    private GapsFields() {}

    static void write(Gaps gaps, DataOutputView out) throws IOException {
        if (gaps.isEmpty() || gaps.identityOnly()) {
            out.writeByte(gaps.isEmpty() ? NONE : IDENTITY_ONLY);
            return;
        }
        out.writeByte(COLUMNS);
        writeTexts(gaps.columns(), out);
        out.writeInt(gaps.computed().size());
        for (Gaps.Computed computed : gaps.computed()) {
            Fields.writeText(computed.column(), out);
            writeTexts(computed.sources(), out);
        }
    }

    static Gaps read(DataInputView in) throws IOException {
        byte kind = in.readByte();
        switch (kind) {
            case NONE:
                return Gaps.NONE;
            case IDENTITY_ONLY:
                return Gaps.IDENTITY_ONLY;
            case COLUMNS:
                break;
            default:
                throw new IOException("Gaps of the unknown kind " + kind);
        }
        List<String> columns = readTexts(in);
        int count = in.readInt();
        List<Gaps.Computed> computed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            computed.add(new Gaps.Computed(Fields.readText(in), readTexts(in)));
        }
        return Gaps.of(columns, computed);
    }

    private static void writeTexts(List<String> texts, DataOutputView out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            Fields.writeText(text, out);
        }
    }

    private static List<String> readTexts(DataInputView in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(Fields.readText(in));
        }
        return texts;
    }
}
