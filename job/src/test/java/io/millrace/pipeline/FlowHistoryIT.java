package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.change.Address;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.pipeline.history.FlowHistory;
import io.millrace.pipeline.history.FlowStep;
import io.millrace.pipeline.history.Mishap;
import io.millrace.pipeline.history.Mishaps;
import io.millrace.pipeline.history.RestartedPipeline;
import io.millrace.pipeline.history.RunSettings;
import io.millrace.pipeline.history.SinkContents;
import io.millrace.testing.Servers;
import io.millrace.testing.TcpForwarder;
import io.millrace.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of several tables, through a pipeline of many flows that fails now and then: at
 * rest each sink holds what one query says that it is to hold. A failure tells its seed, which
 * {@code -Dmillrace.seed=} takes.
 */
class FlowHistoryIT {
    private static final int ROUNDS = 8;
    private static final int STEPS = 150;
    private static final int STEPS_PER_MISHAP = 50;
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void theSinksEndAsTheTablesDo() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<FlowStep, Integer> steps = new EnumMap<>(FlowStep.class);
        Map<Mishap, Integer> mishaps = new EnumMap<>(Mishap.class);
        int round = 0;
        String elasticsearch = Servers.elasticsearch().url();
        try (EmbeddedPostgres server = server();
                TestDatabase database = TestDatabase.on(server);
                TcpForwarder forwarder = TcpForwarder.to(URI.create(elasticsearch).getPort());
                RestartedPipeline pipeline =
                        RestartedPipeline.of(database, folder, forwarder.url())) {
            FlowHistory.createTables(database);
            SinkContents sinks = new SinkContents(database, elasticsearch);
            forwarder.open();
            pipeline.start(RunSettings.any(random));
            try (FlowHistory history = new FlowHistory(database, random, steps)) {
                Mishaps mishap = new Mishaps(history, pipeline, sinks, forwarder);
                for (round = 1; round <= ROUNDS; round++) {
                    int when = random.nextInt(STEPS_PER_MISHAP);
                    for (int i = 0; i < STEPS; i++) {
                        history.step();
                        if (i % STEPS_PER_MISHAP == when) {
                            mishaps.merge(mishap.next(random), 1, Integer::sum);
                        }
                    }
                    history.settle();
                    mishap.end();
                    awaitSame(sinks, pipeline);
                }
            }
            pipeline.drain();
            assertSame(sinks, sinks.expected());
            assertThat(sinks.ambiguous()).isEmpty();
            assertThat(sinks.letters()).isEmpty();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("-Dmillrace.seed=" + seed + ", round " + round, e);
        }
        assertThat(steps)
                .as("steps that took effect")
                .containsKeys(FlowStep.frequent().toArray(FlowStep[]::new));
        assertThat(mishaps).as("mishaps").containsOnlyKeys(Mishap.values());
    }

    /** Prepared transactions are off by default; when each committed is told on a failure. */
    private static EmbeddedPostgres server() throws Exception {
        return EmbeddedPostgres.start(
                0, Map.of("max_prepared_transactions", "20", "track_commit_timestamp", "on"));
    }

    private static void awaitSame(SinkContents sinks, RestartedPipeline pipeline) throws Exception {
        Map<String, Map<Address, JsonNode>> expected = sinks.expected();
        try {
            Awaitility.await()
                    .atMost(ARRIVAL)
                    .pollInterval(Duration.ofMillis(200))
                    .until(
                            () -> {
                                pipeline.assertGoesOn();
                                return sinks.differences(expected).isEmpty();
                            });
        } catch (ConditionTimeoutException e) {
            assertSame(sinks, expected);
        }
    }

    private static void assertSame(SinkContents sinks, Map<String, Map<Address, JsonNode>> expected)
            throws Exception {
        List<SinkContents.Difference> differences = sinks.differences(expected);
        if (!differences.isEmpty()) {
            throw new AssertionError(sinks.explain(differences));
        }
    }
}
