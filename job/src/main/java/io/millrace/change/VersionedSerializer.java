package io.millrace.change;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of immutable values that can still read what its earlier versions wrote. A savepoint
 * notes the version it was written with; one from a newer Millrace is refused.
 *
 * <p>A subclass has a public constructor without arguments, and keeps the branch of {@link #read}
 * for every version that a release has written.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private int readVersion = currentVersion();

    /** The version that {@link #write} writes; the first is 1. */
    protected abstract int currentVersion();

    protected abstract void write(T value, DataOutputView out) throws IOException;

    /**
     * @param version one of the versions up to {@link #currentVersion()}
     */
    protected abstract T read(int version, DataInputView in) throws IOException;

    /** This serializer, reading what {@code version} wrote. */
    final VersionedSerializer<T> reading(int version) {
        readVersion = version;
        return this;
    }

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        write(value, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(readVersion, in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(readVersion, in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        write(read(readVersion, in), out);
    }

    @Override
    public final T copy(T value) {
        return value;
    }

    @Override
    public final T copy(T value, T reuse) {
        return value;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new VersionedSerializerSnapshot<>(this);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((VersionedSerializer<?>) other).readVersion == readVersion;
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode() * 31 + readVersion;
    }
}
