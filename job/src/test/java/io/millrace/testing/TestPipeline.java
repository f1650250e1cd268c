package io.millrace.testing;

import io.millrace.config.BackfillSpec;
import io.millrace.config.FlowPolicies;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragments;
import io.millrace.config.PipelineSpec;
import io.millrace.config.Place;
import io.millrace.config.RowImages;
import io.millrace.config.SourceSpec;
import io.millrace.config.SqlStatement;
import io.millrace.config.TablePattern;
import io.millrace.pipeline.LocalRun;
import io.millrace.source.ChangeReader;
import io.millrace.source.cdc.FlinkCdcReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** A pipeline of one flow from a table into the {@link InMemoryIndex} of the database's name. */
public final class TestPipeline {
    private static final Place PLACE = new Place("test.yaml", 8);

    private final TestDatabase database;
    private final String table;
    private final Path stateRoot;
    private SourceSpec source;
    private Duration checkpointInterval = Duration.ofMillis(300);
    private ChangeReader reader = new FlinkCdcReader();
    private int parallelism = 1;

    public TestPipeline(TestDatabase database, String table, Path stateRoot) {
        this.database = database;
        this.table = table;
        this.stateRoot = stateRoot;
        this.source = database.source();
    }

    /** Another way to the same database. */
    public TestPipeline source(SourceSpec source) {
        this.source = source;
        return this;
    }

    /** Takes checkpoints only when a test asks for one. */
    public TestPipeline checkpointsOnRequest() {
        checkpointInterval = Duration.ofDays(1);
        return this;
    }

    /** Another way to read it than through Flink CDC. */
    public TestPipeline reader(ChangeReader reader) {
        this.reader = reader;
        return this;
    }

    public TestPipeline parallelism(int parallelism) {
        this.parallelism = parallelism;
        return this;
    }

    public InMemoryIndex index() {
        return InMemoryIndex.named(database.name());
    }

    public String slot() {
        return "millrace_" + database.name();
    }

    public LocalRun start() throws Exception {
        return start(false);
    }

    public LocalRun startFresh() throws Exception {
        return start(true);
    }

    private LocalRun start(boolean fresh) throws Exception {
        return LocalRun.start(spec(), reader, stateRoot, fresh, settings());
    }

    private PipelineSpec spec() {
        String definition =
                "CREATE TABLE target WITH ('connector' = 'in-memory', 'name' = '"
                        + database.name()
                        + "')";
        return new PipelineSpec(
                database.name(),
                source,
                List.of(new SqlStatement(definition, new Place("test.sql", 1))),
                List.of(),
                RowImages.AUTO,
                BackfillSpec.DEFAULT,
                List.of(
                        new FlowSpec(
                                "flow",
                                List.of(new TablePattern(table, PLACE)),
                                Fragments.NONE,
                                FlowPolicies.DEFAULT,
                                "target",
                                PLACE,
                                PLACE)),
                PLACE);
    }

    private Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(100));
        // So little fits between source and sink that checkpoints fall between any two changes.
        settings.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(4096));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        return settings;
    }
}
