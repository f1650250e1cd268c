package io.millrace.pipeline;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A Flink cluster in this process, for one short job. It starts in the background, so that the job
 * can be planned meanwhile.
 */
final class BriefCluster implements AutoCloseable {
    private static final String ANY_PORT = "0";
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(32);

    private final MiniCluster cluster;
    private final FutureTask<Void> start;

    private BriefCluster(MiniCluster cluster) {
        this.cluster = cluster;
        this.start =
                new FutureTask<>(
                        () -> {
                            cluster.start();
                            return null;
                        });
    }

    static BriefCluster starting() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, ANY_PORT);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        BriefCluster brief =
                new BriefCluster(
                        new MiniCluster(
                                new MiniClusterConfiguration.Builder()
                                        .setConfiguration(configuration)
                                        .setNumTaskManagers(1)
                                        .setNumSlotsPerTaskManager(1)
                                        .build()));
        Thread thread = new Thread(brief.start, "cluster-start");
        thread.setDaemon(true);
        thread.start();
        return brief;
    }

    /** Runs a bounded job to its end. */
    JobExecutionResult run(JobGraph job) throws JobExecutionException, InterruptedException {
        try {
            start.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink did not start", e.getCause());
        }
        return cluster.executeJobBlocking(job);
    }

    /** A cluster that is closed while it starts would not end. */
    @Override
    public void close() throws InterruptedException {
        try {
            start.get();
        } catch (ExecutionException e) {
            return;
        }
        cluster.closeAsync().join();
    }
}
