package io.millrace.bench.flow;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.shaded.guava31.com.google.common.hash.Hashing;

/** What a savepoint in a local folder says of itself. */
record Savepoint(CheckpointMetadata metadata) {

    static Savepoint read(String uri) throws IOException {
        Path file = Path.of(URI.create(uri)).resolve("_metadata");
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return new Savepoint(
                    Checkpoints.loadCheckpointMetadata(in, Savepoint.class.getClassLoader(), uri));
        }
    }

    /** The bytes of the keyed state of an operator. */
    long keyedBytes(String uid) {
        OperatorID id = idOf(uid);
        OperatorState state =
                metadata.getOperatorStates().stream()
                        .filter(candidate -> candidate.getOperatorID().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("No state of " + uid));
        return state.getStates().stream()
                .mapToLong(subtask -> subtask.getManagedKeyedState().getStateSize())
                .sum();
    }

    /** As Flink's {@code StreamGraphHasherV2} makes it. */
    private static OperatorID idOf(String uid) {
        return new OperatorID(
                Hashing.murmur3_128(0).hashString(uid, StandardCharsets.UTF_8).asBytes());
    }
}
