package io.millrace.pipeline;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

/** Flink's settings as a pipeline needs them, wherever the user has not set them. */
public final class JobDefaults {
    private static final int MAX_PARALLELISM = 128;

    private final ReadableConfig given;
    private final Configuration missing = new Configuration();

    private JobDefaults(ReadableConfig given) {
        this.given = given;
    }

    /** The defaults for what {@code given} leaves open. */
    public static Configuration missingFrom(ReadableConfig given) {
        JobDefaults defaults = new JobDefaults(given);
        defaults.checkpoints();
        defaults.restarts();
        defaults.latency();
        // A flow that is no longer there leaves its state; flink run would say false.
        defaults.missing.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        // As many groups as Flink makes of keys by itself; it tells them only where they are set.
        defaults.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // Kryo would make state that no later version can be sure to read.
        defaults.set(PipelineOptions.GENERIC_TYPES, false);
        return defaults.missing;
    }

    private void checkpoints() {
        set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));
        set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A target that is away makes checkpoints late; that is no reason to restart.
        set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    }

    private void restarts() {
        set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.EXPONENTIAL_DELAY.getMainValue());
        set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(30));
    }

    private void latency() {
        set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        // All that flows is immutable.
        set(PipelineOptions.OBJECT_REUSE, true);
        set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    }

    private <T> void set(ConfigOption<T> option, T value) {
        if (given.getOptional(option).isEmpty()) {
            missing.set(option, value);
        }
    }
}
