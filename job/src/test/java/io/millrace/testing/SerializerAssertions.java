package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** What holds for every serializer whose bytes end up in savepoints. */
public final class SerializerAssertions {
    private SerializerAssertions() {}

    /**
     * The serializer writes the value as these bytes, and reads them back, alone and in a row.
     *
     * @param hex pinned: other bytes need another version
     */
    public static <T> void assertBytes(TypeSerializer<T> serializer, T value, String hex)
            throws IOException {
        assertThat(HexFormat.of().formatHex(serialize(serializer, value)))
                .isEqualTo(hex.replaceAll("\\s", ""));
        byte[] twice = HexFormat.of().parseHex(hex.replaceAll("\\s", "").repeat(2));

        DataInputViewStreamWrapper in = input(twice);
        assertThat(serializer.deserialize(in)).isEqualTo(value);
        assertThat(serializer.deserialize(value, in)).isEqualTo(value);
        assertThat(in.available()).isZero();

        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        in = input(twice);
        serializer.copy(in, new DataOutputViewStreamWrapper(copied));
        assertThat(in.available()).isEqualTo(twice.length / 2);
        assertThat(HexFormat.of().formatHex(copied.toByteArray()).repeat(2))
                .isEqualTo(HexFormat.of().formatHex(twice));
    }

    /** Bytes that end anywhere before their end are refused. */
    public static <T> void assertRefusesLessThan(TypeSerializer<T> serializer, T value)
            throws IOException {
        byte[] whole = serialize(serializer, value);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serializer.deserialize(input(part)))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
    }

    /**
     * A savepoint notes this class and version, and finds the serializer again by them.
     *
     * @param className pinned: under another name no savepoint finds it
     */
    public static <T> void assertSnapshot(
            TypeSerializer<T> serializer, String className, int version) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        TypeSerializerSnapshot.writeVersionedSnapshot(
                new DataOutputViewStreamWrapper(written), serializer.snapshotConfiguration());
        assertThat(written.toByteArray()).isEqualTo(snapshot(className, version));

        TypeSerializerSnapshot<T> restored = readSnapshot(snapshot(className, version));
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
    }

    /** What a savepoint holds of a serializer of this class and version. */
    public static byte[] snapshot(String className, int version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(bytes);
        out.writeUTF("io.millrace.change.VersionedSerializerSnapshot");
        out.writeInt(1);
        out.writeUTF(className);
        out.writeInt(version);
        return bytes.toByteArray();
    }

    public static <T> TypeSerializerSnapshot<T> readSnapshot(byte[] snapshot) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                input(snapshot), SerializerAssertions.class.getClassLoader());
    }

    public static <T> byte[] serialize(TypeSerializer<T> serializer, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        serializer.serialize(value, new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }

    public static DataInputViewStreamWrapper input(byte[] bytes) {
        return new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes));
    }
}
