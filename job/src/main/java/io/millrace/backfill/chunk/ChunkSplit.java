package io.millrace.backfill.chunk;

import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a chunk was read. One that is over is kept until the enumerator is known to know it.
 *
 * @param after the key of the last row that was emitted; before the first, that of the chunk
 * @param rows how many were emitted
 * @param error why it cannot be read, where the phase is {@link Phase#FAILED}; else null
 */
public record ChunkSplit(
        Chunk chunk, List<String> after, long rows, Phase phase, @Nullable String error)
        implements SourceSplit {

    /** Whether there is more to read. */
    public enum Phase {
        OPEN(0),
        ENDED(1),
        FAILED(2);

        private final byte code;

        Phase(int code) {
            this.code = (byte) code;
        }

        /** The byte that stands for it in serialized form; never reused for another. */
        byte code() {
            return code;
        }

        /**
         * @throws IllegalArgumentException if none has this code
         */
        static Phase ofCode(byte code) {
            for (Phase phase : values()) {
                if (phase.code == code) {
                    return phase;
                }
            }
            throw new IllegalArgumentException("No phase of a chunk has the code " + code);
        }
    }

    public ChunkSplit {
        Objects.requireNonNull(chunk, "chunk");
        Objects.requireNonNull(phase, "phase");
        after = List.copyOf(after);
    }

    /** A chunk of which nothing was read. */
    public static ChunkSplit unread(Chunk chunk) {
        return new ChunkSplit(chunk, chunk.after(), 0, Phase.OPEN, null);
    }

    public ChunkSplit readTo(List<String> key, long rowsRead) {
        return new ChunkSplit(chunk, key, rowsRead, Phase.OPEN, null);
    }

    public ChunkSplit ended() {
        return new ChunkSplit(chunk, after, rows, Phase.ENDED, null);
    }

    public ChunkSplit failed(String reason) {
        return new ChunkSplit(chunk, after, rows, Phase.FAILED, reason);
    }

    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    @Override
    public String splitId() {
        return Long.toString(chunk.id());
    }
}
