package io.millrace.change;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink which {@link VersionedSerializer} to use for a type, so that Kryo is never asked. */
public final class VersionedTypeInfo<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    public static final VersionedTypeInfo<RowKey> ROW_KEY =
            new VersionedTypeInfo<>(RowKey.class, new RowKeySerializer());
    public static final VersionedTypeInfo<RowChange> ROW_CHANGE =
            new VersionedTypeInfo<>(RowChange.class, new RowChangeSerializer());
    public static final VersionedTypeInfo<VersionedChange> VERSIONED_CHANGE =
            new VersionedTypeInfo<>(VersionedChange.class, new VersionedChangeSerializer());
    public static final VersionedTypeInfo<Evaluation> EVALUATION =
            new VersionedTypeInfo<>(Evaluation.class, new EvaluationSerializer());
    public static final VersionedTypeInfo<FailedChange> FAILED_CHANGE =
            new VersionedTypeInfo<>(FailedChange.class, new FailedChangeSerializer());
    public static final VersionedTypeInfo<Delivery> DELIVERY =
            new VersionedTypeInfo<>(Delivery.class, new DeliverySerializer());

    public static final VersionedTypeInfo<Address> ADDRESS =
            new VersionedTypeInfo<>(Address.class, new AddressSerializer());
    public static final VersionedTypeInfo<Claim> CLAIM =
            new VersionedTypeInfo<>(Claim.class, new ClaimSerializer());

    public static final VersionedTypeInfo<DeadLetter> DEAD_LETTER =
            new VersionedTypeInfo<>(DeadLetter.class, new DeadLetterSerializer());

    private final Class<T> type;
    private final VersionedSerializer<T> serializer;

    public VersionedTypeInfo(Class<T> type, VersionedSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    @Deprecated
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return serializer;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof VersionedTypeInfo;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionedTypeInfo<?> info
                && info.type == type
                && info.serializer.equals(serializer);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
