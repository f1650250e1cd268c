package io.millrace.change;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/** What a savepoint notes of a {@link VersionedSerializer}: its class and its version. */
public final class VersionedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int FORMAT = 1;

    private Class<? extends VersionedSerializer<T>> serializerClass;
    private int version;

    /** For Flink, which fills it by {@link #readSnapshot}. */
    public VersionedSerializerSnapshot() {}

    @SuppressWarnings("unchecked")
    VersionedSerializerSnapshot(VersionedSerializer<T> serializer) {
        this.serializerClass = (Class<? extends VersionedSerializer<T>>) serializer.getClass();
        this.version = serializer.currentVersion();
    }

    @Override
    public int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializerClass.getName());
        out.writeInt(version);
    }

    @Override
    public void readSnapshot(int format, DataInputView in, ClassLoader classLoader)
            throws IOException {
        if (format != FORMAT) {
            throw new IOException("Serializer snapshot of the unknown format " + format);
        }
        serializerClass = InstantiationUtil.resolveClassByName(in, classLoader);
        version = in.readInt();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return InstantiationUtil.instantiate(serializerClass).reading(version);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
            TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof VersionedSerializerSnapshot<T> old)
                || old.serializerClass != serializerClass
                || old.version > version) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return old.version == version
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
