package io.millrace.demo;

import io.millrace.config.PipelineSpec;
import io.millrace.pipeline.LocalRun;
import io.millrace.pipeline.Readers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.FlinkException;

/** The demo's pipeline in this process, its checkpoints in a folder that goes with it. */
final class LocalDemoPipeline implements DemoPipeline, AutoCloseable {
    private final PipelineSpec spec;
    @Nullable private LocalRun run;
    @Nullable private Path state;

    LocalDemoPipeline(PipelineSpec spec) {
        this.spec = spec;
    }

    @Override
    public synchronized void start() throws Exception {
        state = Files.createTempDirectory("millrace-demo-");
        run = LocalRun.start(spec, Readers.of(spec.source()), state, false, new Configuration());
    }

    @Override
    public void requireRunning() throws Exception {
        Optional<Throwable> failure = run.failure();
        if (failure.isPresent()) {
            throw new FlinkException("The pipeline has failed", failure.get());
        }
    }

    @Override
    public Optional<URI> webUi() {
        return Optional.ofNullable(run).map(LocalRun::webUi);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (run != null) {
                run.close();
            }
        } finally {
            deleteState();
        }
    }

    private void deleteState() throws IOException {
        if (state == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalDemoPipeline::delete);
        }
        state = null;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
