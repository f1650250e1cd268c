package io.millrace.pipeline;

import io.millrace.config.PipelineSpec;
import io.millrace.source.ChangeReader;
import io.millrace.source.SlotStart;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.SerializedThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline running in this process, on a Flink cluster of its own with the web UI. It resumes
 * from its latest checkpoint. Closing it takes a last checkpoint and stops.
 */
public final class LocalRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(10);

    /** Flink CDC takes up to 30 s to close a reader that is just opening its slot. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);
    private static final String WEB_PORTS = "8081-8180";

    private final MiniCluster cluster;
    private final JobID jobId;
    private final Path stateFolder;
    private final boolean resumed;
    private final URI webUi;
    private boolean closed;

    private LocalRun(
            MiniCluster cluster, URI webUi, JobID jobId, Path stateFolder, boolean resumed) {
        this.cluster = cluster;
        this.webUi = webUi;
        this.jobId = jobId;
        this.stateFolder = stateFolder;
        this.resumed = resumed;
    }

    /**
     * Checks the pipeline and starts it.
     *
     * @param stateRoot the folder that holds each pipeline's state folder
     * @param fresh whether to give up state and slot of earlier runs
     * @param settings Flink's; what they leave open gets a pipeline's defaults
     * @throws io.millrace.config.InvalidPipelineException if the pipeline cannot start
     */
    public static LocalRun start(
            PipelineSpec spec,
            ChangeReader reader,
            Path stateRoot,
            boolean fresh,
            Configuration settings)
            throws Exception {
        StateFolder state = new StateFolder(stateRoot, spec.name());
        Configuration configuration = configuration(settings, state);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        Optional<Path> checkpoint = fresh ? Optional.empty() : state.latestCheckpoint();
        SlotStart start =
                fresh
                        ? SlotStart.FRESH
                        : checkpoint.isPresent() ? SlotStart.RESUME : SlotStart.FIRST;
        new Pipeline(spec, reader).addTo(environment, start);
        if (fresh) {
            state.clear();
        }
        JobGraph job = environment.getStreamGraph().getJobGraph();
        job.setJobID(state.jobId());
        UserJars.addTo(job, environment);
        checkpoint.ifPresent(
                path ->
                        job.setSavepointRestoreSettings(
                                SavepointRestoreSettings.forPath(
                                        path.toUri().toString(), false, RestoreMode.CLAIM)));
        MiniCluster cluster = new MiniCluster(clusterOf(configuration));
        try {
            cluster.start();
            cluster.submitJob(job).get();
            return new LocalRun(
                    cluster,
                    cluster.getRestAddress().get(),
                    job.getJobID(),
                    state.folder(),
                    checkpoint.isPresent());
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private static Configuration configuration(Configuration settings, StateFolder state) {
        Configuration configuration = UserJars.sharing(settings);
        if (configuration.getOptional(RestOptions.PORT).isEmpty()
                && configuration.getOptional(RestOptions.BIND_PORT).isEmpty()) {
            configuration.set(RestOptions.BIND_PORT, WEB_PORTS);
        }
        if (configuration.getOptional(RestOptions.ADDRESS).isEmpty()) {
            configuration.set(RestOptions.ADDRESS, "localhost");
        }
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.checkpoints().toUri().toString());
        return configuration;
    }

    private static MiniClusterConfiguration clusterOf(Configuration configuration) {
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(configuration.get(CoreOptions.DEFAULT_PARALLELISM))
                .build();
    }

    /** The web UI. */
    public URI webUi() {
        return webUi;
    }

    public Path stateFolder() {
        return stateFolder;
    }

    /** Whether this run went on from an earlier one's checkpoint. */
    public boolean resumed() {
        return resumed;
    }

    /**
     * Waits until the job ends: a pipeline ends only when it is stopped or fails for good.
     *
     * @return the failure, or empty if the job was stopped
     */
    public Optional<Throwable> await() throws InterruptedException, ExecutionException {
        JobResult result = cluster.requestJobResult(jobId).get();
        return result.getSerializedThrowable().map(LocalRun::failure);
    }

    /**
     * The failure that the job has restarted after, or is about to.
     *
     * @return the latest one, or empty if there was none in this run
     */
    public Optional<Interruption> lastInterruption()
            throws InterruptedException, ExecutionException {
        AccessExecutionGraph job = cluster.getExecutionGraph(jobId).get();
        boolean goesOn =
                job.getState() == JobStatus.RESTARTING || job.getState() == JobStatus.RUNNING;
        return Optional.ofNullable(job.getFailureInfo())
                .filter(info -> goesOn)
                .map(info -> new Interruption(info.getTimestamp(), failure(info.getException())));
    }

    /**
     * A failure that was not the end.
     *
     * @param time when it was, in milliseconds since 1970
     */
    public record Interruption(long time, Throwable failure) {}

    private static Throwable failure(SerializedThrowable serialized) {
        return serialized.deserializeError(LocalRun.class.getClassLoader());
    }

    /** The failure, if the job has failed by now. */
    public Optional<Throwable> failure() throws InterruptedException, ExecutionException {
        return cluster.getJobStatus(jobId).get().isGloballyTerminalState()
                ? await()
                : Optional.empty();
    }

    /**
     * @throws IOException if the job did not stop in time; it is killed then
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The job did not stop in " + STOP_TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the job stops", e);
        } finally {
            cluster.closeAsync().join();
        }
    }

    private void stop() throws ExecutionException, InterruptedException, TimeoutException {
        if (!cluster.getJobStatus(jobId).get().isGloballyTerminalState()) {
            takeLastCheckpoint();
            cluster.cancelJob(jobId).get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            cluster.requestJobResult(jobId).get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /**
     * Takes a checkpoint now, and waits for it.
     *
     * @throws IOException if it was not completed in time
     */
    void takeCheckpoint() throws IOException, InterruptedException {
        try {
            cluster.triggerCheckpoint(jobId, CheckpointType.DEFAULT)
                    .get(CHECKPOINT_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("No checkpoint in " + CHECKPOINT_TIMEOUT, e);
        }
    }

    /**
     * Without it the next run would repeat what came after the checkpoint before, and a first run
     * that has none yet could not be gone on from. A job that is still starting takes none.
     */
    private void takeLastCheckpoint() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (!cluster.getJobStatus(jobId).get().isGloballyTerminalState()) {
            try {
                takeCheckpoint();
                return;
            } catch (IOException e) {
                if (System.nanoTime() - start > CHECKPOINT_TIMEOUT.toNanos()) {
                    LOG.warn(
                            "Stopping without a last checkpoint, so that the next run repeats what"
                                    + " came after the one before: {}",
                            e.getMessage());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
            }
        }
    }
}
