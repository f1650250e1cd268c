package io.millrace.testing;

import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.config.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A pipeline as a user writes it: a YAML file and its definitions, in a folder. */
public final class PipelineFiles {
    private final Path folder;

    public PipelineFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes {@code pipeline.yaml}, its password a variable, with one flow. */
    public PipelineFiles pipeline(String name, SourceSpec source, String table, String sink)
            throws IOException {
        Files.writeString(
                file(),
                """
                pipeline: %s
                source:
                  hostname: %s
                  port: %d
                  database: %s
                  username: %s
                  password: ${POSTGRES_PASSWORD}
                definitions: [sinks.sql]
                flows:
                  - name: flow
                    tables: %s
                    sink: %s
                """
                        .formatted(
                                name,
                                source.connection().hostname(),
                                source.connection().port(),
                                source.connection().database(),
                                source.connection().username(),
                                table,
                                sink));
        return this;
    }

    public PipelineFiles definitions(String sql) throws IOException {
        Files.writeString(folder.resolve("sinks.sql"), sql);
        return this;
    }

    public Path file() {
        return folder.resolve("pipeline.yaml");
    }

    public PipelineSpec load(String password) {
        return PipelineLoader.load(file(), Map.of("POSTGRES_PASSWORD", password));
    }
}
