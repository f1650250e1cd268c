package io.millrace.change;

import static io.millrace.testing.SerializerAssertions.readSnapshot;
import static io.millrace.testing.SerializerAssertions.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Notes.Note;
import io.millrace.change.Notes.NoteSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** State through a change of its format, by a serializer whose version 2 adds a field. */
class VersionedSerializerTest {
    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @AfterEach
    void setTheCurrentVersionBack() {
        Notes.currentVersion = 2;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void stateOfAnOlderVersionIsReadAndGoesOnInTheNewer(StateBackend backend) throws Exception {
        Notes.currentVersion = 1;
        OperatorSubtaskState older;
        try (var harness = open(backend, null)) {
            harness.processElement(new Note("a", 5), 0);
            harness.processElement(new Note("b", 6), 0);
            older = harness.snapshot(1, 0);
        }

        Notes.currentVersion = 2;
        OperatorSubtaskState newer;
        try (var harness = open(backend, older)) {
            harness.processElement(new Note("a", 7), 0);
            assertThat(harness.extractOutputValues())
                    .containsExactly("before: Note[text=a, stars=0]");
            newer = harness.snapshot(2, 0);
        }

        try (var harness = open(backend, newer)) {
            harness.processElement(new Note("a", 8), 0);
            harness.processElement(new Note("b", 8), 0);
            assertThat(harness.extractOutputValues())
                    .containsExactly(
                            "before: Note[text=a, stars=7]", "before: Note[text=b, stars=0]");
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void stateOfANewerVersionIsRefused(StateBackend backend) throws Exception {
        OperatorSubtaskState newer;
        try (var harness = open(backend, null)) {
            harness.processElement(new Note("a", 5), 0);
            newer = harness.snapshot(1, 0);
        }

        Notes.currentVersion = 1;
        assertThatThrownBy(
                        () -> {
                            try (var harness = open(backend, newer)) {
                                harness.processElement(new Note("a", 6), 0);
                            }
                        })
                .hasRootCauseInstanceOf(StateMigrationException.class)
                .rootCause()
                .hasMessageContaining("must not be incompatible with the old state serializer");
    }

    @Test
    void aSnapshotTellsOlderNewerAndOther() throws IOException {
        TypeSerializerSnapshot<Note> current = new NoteSerializer().snapshotConfiguration();
        String name = NoteSerializer.class.getName();

        assertThat(current.resolveSchemaCompatibility(readSnapshot(snapshot(name, 1))))
                .matches(found -> found.isCompatibleAfterMigration(), "is migrated");
        assertThat(current.resolveSchemaCompatibility(readSnapshot(snapshot(name, 2))))
                .matches(found -> found.isCompatibleAsIs(), "is read as it is");
        assertThat(current.resolveSchemaCompatibility(readSnapshot(snapshot(name, 3))))
                .matches(found -> found.isIncompatible(), "is refused");
        TypeSerializerSnapshot<Note> other =
                readSnapshot(snapshot(RowKeySerializer.class.getName(), 1));
        assertThat(current.resolveSchemaCompatibility(other))
                .matches(found -> found.isIncompatible(), "is refused");
    }

    @Test
    void aSerializerThatReadsAnOlderVersionIsNotEqualToTheCurrentOne() throws IOException {
        TypeSerializerSnapshot<Note> older =
                readSnapshot(snapshot(NoteSerializer.class.getName(), 1));

        assertThat(older.restoreSerializer())
                .isNotEqualTo(new NoteSerializer())
                .isEqualTo(older.restoreSerializer())
                .hasSameHashCodeAs(older.restoreSerializer());
    }

    @Test
    void aSnapshotOfAnUnknownFormatIsRefused() throws IOException {
        byte[] snapshot = snapshot(NoteSerializer.class.getName(), 1);
        int formatEnd = 2 + "io.millrace.change.VersionedSerializerSnapshot".length() + 4;
        snapshot[formatEnd - 1] = 9;

        assertThatThrownBy(() -> readSnapshot(snapshot))
                .isInstanceOf(IOException.class)
                .hasMessage("Serializer snapshot of the unknown format 9");
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Note, String> open(
            StateBackend backend, OperatorSubtaskState restored) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, Note, String> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Notes.Remember()), Note::text, Types.STRING);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }
}
