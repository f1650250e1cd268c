package io.millrace.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;

/**
 * Where a pipeline that runs in this process keeps its checkpoints: {@code
 * <root>/<pipeline>/checkpoints/<job id>/chk-<n>}. The job's id comes from the pipeline's name, so
 * that the highest number is the latest checkpoint of all its runs.
 */
final class StateFolder {
    private static final String CHECKPOINT_PREFIX = "chk-";

    private final Path folder;
    private final JobID jobId;

    StateFolder(Path root, String pipeline) {
        this.folder = root.resolve(pipeline).toAbsolutePath().normalize();
        UUID id = UUID.nameUUIDFromBytes(pipeline.getBytes(StandardCharsets.UTF_8));
        this.jobId = new JobID(id.getLeastSignificantBits(), id.getMostSignificantBits());
    }

    Path folder() {
        return folder;
    }

    JobID jobId() {
        return jobId;
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /** The newest checkpoint that was completed, or empty if there is none. */
    Optional<Path> latestCheckpoint() {
        Path ofJob = checkpoints().resolve(jobId.toString());
        if (!Files.isDirectory(ofJob)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(ofJob)) {
            return entries.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(Comparator.comparingLong(StateFolder::number));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the checkpoints in " + ofJob, e);
        }
    }

    /** Forgets all checkpoints. */
    void clear() {
        if (!Files.isDirectory(checkpoints())) {
            return;
        }
        try (Stream<Path> entries = Files.walk(checkpoints())) {
            for (Path path : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the checkpoints in " + checkpoints(), e);
        }
    }

    private static long number(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return Long.parseLong(name.substring(CHECKPOINT_PREFIX.length()));
    }
}
