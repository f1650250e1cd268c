package io.millrace.pipeline.history;

import static org.awaitility.Awaitility.await;

import io.millrace.config.PipelineLoader;
import io.millrace.pipeline.Pipeline;
import io.millrace.source.SlotStart;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The pipeline of {@link HistoryFlows}, on a cluster of two TaskManagers, run after run. */
public final class RestartedPipeline implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS = 3;

    private final TestDatabase database;
    private final Path folder;
    private final MiniCluster cluster;
    private int taskManagersStarted = TASK_MANAGERS;
    private JobID job;
    private RunSettings settings;
    private String restoredFrom;

    private RestartedPipeline(TestDatabase database, Path folder, MiniCluster cluster) {
        this.database = database;
        this.folder = folder;
        this.cluster = cluster;
    }

    /** Writes the pipeline's files and starts a cluster, but not yet a run. */
    public static RestartedPipeline of(TestDatabase database, Path folder, String elasticsearch)
            throws Exception {
        HistoryFlows.write(folder, database, elasticsearch);
        MiniCluster cluster = new MiniCluster(clusterConfiguration());
        cluster.start();
        return new RestartedPipeline(database, folder, cluster);
    }

    private static MiniClusterConfiguration clusterConfiguration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        // So little fits between the stages that checkpoints fall between any two changes.
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(4096));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(SLOTS)
                .build();
    }

    /** Goes on from the last run, if there was one. */
    public void start(RunSettings with) throws Exception {
        settings = with;
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(with.configuration(folder.resolve("checkpoints")));
        new Pipeline(PipelineLoader.load(HistoryFlows.file(folder), Map.of()), new WalReader())
                .addTo(environment, restoredFrom == null ? SlotStart.FIRST : SlotStart.RESUME);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        if (restoredFrom != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(restoredFrom));
        }
        job = graph.getJobID();
        cluster.submitJob(graph).get();
        if (restoredFrom == null) {
            // A first run that is killed without one could not be gone on from.
            await().atMost(PATIENCE).until(this::checkpoint);
        }
    }

    /** Stops with a savepoint, which any other run can go on from. */
    void stop() {
        String savepoints = folder.resolve("savepoints").toUri().toString();
        restoredFrom =
                await().atMost(PATIENCE)
                        .ignoreException(ExecutionException.class)
                        .until(
                                () ->
                                        cluster.stopWithSavepoint(
                                                        job,
                                                        savepoints,
                                                        false,
                                                        SavepointFormatType.CANONICAL)
                                                .get(),
                                path -> true);
        awaitEnd();
    }

    /** Cancels, so that the next run goes on from the latest checkpoint, if there is one. */
    void kill() throws Exception {
        cluster.cancelJob(job).get();
        awaitEnd();
        latestCheckpoint().ifPresent(path -> restoredFrom = path.toUri().toString());
    }

    RunSettings settings() {
        return settings;
    }

    private void awaitEnd() {
        await().atMost(PATIENCE)
                .until(() -> cluster.getJobStatus(job).get().isGloballyTerminalState());
    }

    private Optional<Path> latestCheckpoint() throws IOException {
        Path ofJob = folder.resolve("checkpoints").resolve(job.toString());
        if (!Files.isDirectory(ofJob)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(ofJob)) {
            return entries.filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(
                            Comparator.comparing(
                                    path ->
                                            Long.parseLong(
                                                    path.getFileName().toString().substring(4))));
        }
    }

    /** Takes a checkpoint, unless the job is just restarting. */
    boolean checkpoint() throws InterruptedException {
        try {
            cluster.triggerCheckpoint(job).get(2, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Has all that was sent arrive in the sinks. */
    public void drain() {
        String savepoints = folder.resolve("savepoints").toUri().toString();
        await().atMost(PATIENCE)
                .ignoreException(ExecutionException.class)
                .until(
                        () ->
                                cluster.triggerSavepoint(
                                                job,
                                                savepoints,
                                                false,
                                                SavepointFormatType.CANONICAL)
                                        .get(),
                        path -> true);
    }

    /** Ends the TaskManager that has been there longest, and starts another. */
    void replaceTaskManager() throws Exception {
        cluster.terminateTaskManager(taskManagersStarted - TASK_MANAGERS).get();
        cluster.startTaskManager();
        taskManagersStarted++;
    }

    /**
     * @throws AssertionError if it has ended, as no failure here should make it
     */
    public void assertGoesOn() throws Exception {
        if (cluster.getJobStatus(job).get().isGloballyTerminalState()) {
            throw new AssertionError(
                    "The job has ended",
                    cluster.requestJobResult(job)
                            .get()
                            .getSerializedThrowable()
                            .orElseThrow()
                            .deserializeError(RestartedPipeline.class.getClassLoader()));
        }
    }

    /**
     * Ends sessions of the database.
     *
     * @param which a condition on {@code pg_stat_activity}; the test's own session is spared
     */
    void disconnect(String which) throws SQLException {
        database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND "
                        + which);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
