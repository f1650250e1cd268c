package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class JobDefaultsTest {
    @Test
    void whereNothingIsGivenAPipelineGetsWhatItNeeds() {
        assertThat(JobDefaults.missingFrom(new Configuration()).toMap())
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("execution.checkpointing.interval", "3 s"),
                                Map.entry(
                                        "execution.checkpointing.externalized-checkpoint-retention",
                                        "RETAIN_ON_CANCELLATION"),
                                Map.entry(
                                        "execution.checkpointing.tolerable-failed-checkpoints",
                                        "2147483647"),
                                Map.entry("restart-strategy.type", "exponential-delay"),
                                Map.entry("restart-strategy.exponential-delay.max-backoff", "30 s"),
                                Map.entry("execution.buffer-timeout.interval", "5 ms"),
                                Map.entry("pipeline.generic-types", "false"),
                                Map.entry("pipeline.object-reuse", "true"),
                                Map.entry("pipeline.auto-watermark-interval", "0 ms"),
                                Map.entry("pipeline.max-parallelism", "128"),
                                Map.entry(
                                        "execution.state-recovery.ignore-unclaimed-state",
                                        "true")));
    }

    @Test
    void whatIsGivenStays() {
        Configuration given = new Configuration();
        given.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(1));
        given.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        given.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
        given.set(PipelineOptions.GENERIC_TYPES, true);

        Configuration missing = JobDefaults.missingFrom(given);

        assertThat(missing.keySet())
                .doesNotContainAnyElementsOf(given.keySet())
                .contains("pipeline.object-reuse");
    }

    /** Flink checkpoints exactly once unless told otherwise, so that is not set. */
    @Test
    void theJobThenChecksItsStateExactlyOnce() {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment();

        environment.configure(JobDefaults.missingFrom(new Configuration()));

        assertThat(environment.getCheckpointConfig().isCheckpointingEnabled()).isTrue();
        assertThat(environment.getCheckpointConfig().getCheckpointingConsistencyMode())
                .hasToString("EXACTLY_ONCE");
        assertThat(environment.getCheckpointConfig().getCheckpointInterval()).isEqualTo(3_000);
        assertThat(environment.getBufferTimeout()).isEqualTo(5);
        assertThat(environment.getConfig().isObjectReuseEnabled()).isTrue();
        assertThat(environment.getConfig().getSerializerConfig().hasGenericTypesDisabled())
                .isTrue();
    }
}
