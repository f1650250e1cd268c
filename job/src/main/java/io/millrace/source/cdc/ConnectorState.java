package io.millrace.source.cdc;

import io.millrace.source.ForeignStateException;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's serializer, which takes the state of another reader for one of its own former
 * versions. Ours number theirs below the first that the connector has written for us.
 */
final class ConnectorState<T> implements SimpleVersionedSerializer<T> {
    private final SimpleVersionedSerializer<T> connector;
    private final int first;

    /**
     * @param first the version that the connector wrote when it came to be used here
     */
    ConnectorState(SimpleVersionedSerializer<T> connector, int first) {
        this.connector = connector;
        this.first = first;
    }

    @Override
    public int getVersion() {
        return connector.getVersion();
    }

    @Override
    public byte[] serialize(T state) throws IOException {
        return connector.serialize(state);
    }

    /**
     * @throws ForeignStateException if the connector has not written it
     */
    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
        if (version < first || version > getVersion()) {
            String known = first == getVersion() ? "" + first : first + " to " + getVersion();
            throw new ForeignStateException(version, "flink-cdc", known);
        }
        return connector.deserialize(version, bytes);
    }
}
