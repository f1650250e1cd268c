package io.millrace.change;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A value whose serializer has two versions, and an operator that keeps it. */
final class Notes {
    /** Which of its versions the serializer writes. */
    static int currentVersion = 2;

    private Notes() {}

    /**
     * @param stars since version 2; 0 in what version 1 wrote
     */
    record Note(String text, int stars) {}

    public static final class NoteSerializer extends VersionedSerializer<Note> {
        private static final long serialVersionUID = 1L;

        @Override
        protected int currentVersion() {
            return currentVersion;
        }

        @Override
        protected void write(Note note, DataOutputView out) throws IOException {
            Fields.writeText(note.text(), out);
            if (currentVersion == 2) {
                out.writeInt(note.stars());
            }
        }

        @Override
        protected Note read(int version, DataInputView in) throws IOException {
            return new Note(Fields.readText(in), version == 1 ? 0 : in.readInt());
        }
    }

    /** Tells which note it had before, if any, and keeps the new one. */
    static final class Remember extends KeyedProcessFunction<String, Note, String> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Note> notes;

        @Override
        public void open(OpenContext context) {
            notes =
                    getRuntimeContext()
                            .getState(new ValueStateDescriptor<>("note", new NoteSerializer()));
        }

        @Override
        public void processElement(Note note, Context context, Collector<String> out)
                throws Exception {
            if (notes.value() != null) {
                out.collect("before: " + notes.value());
            }
            notes.update(note);
        }
    }
}
