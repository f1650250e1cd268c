package io.millrace.pipeline.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** What may differ from run to run of a pipeline. */
public record RunSettings(int parallelism, String stateBackend, Duration interval) {
    public static RunSettings any(Random random) {
        return new RunSettings(
                2 + random.nextInt(2),
                List.of("hashmap", "rocksdb").get(random.nextInt(2)),
                Duration.ofMillis(100 + random.nextInt(300)));
    }

    /** A checkpoint, other than a savepoint, is only read by the backend that wrote it. */
    RunSettings withBackendOf(RunSettings other) {
        return new RunSettings(parallelism, other.stateBackend, interval);
    }

    Configuration configuration(Path checkpoints) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.FIXED_DELAY.getMainValue());
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        return settings;
    }
}
