package io.millrace.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Delivery;
import io.millrace.change.Json;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.FakeElasticsearch;
import io.millrace.testing.Servers;
import io.millrace.testing.TcpForwarder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ElasticsearchOutageIT {
    private static final int DOCUMENTS = 300;
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @Test
    void waitsForAServerThatIsNotThereYetAndCheckpointsMeanwhile() throws Exception {
        String index = "outage-start";
        ElasticsearchProbe probe = ElasticsearchProbe.of(Servers.elasticsearch().url());
        try (TcpForwarder network = TcpForwarder.to(Servers.elasticsearch().port())) {
            JobClient job = deliverSlowly(network.url(), index);
            awaitCheckpoints(5);
            assertThat(probe.count(index)).isZero();

            network.open();

            job.getJobExecutionResult().get();
            assertThat(probe.count(index)).isEqualTo(DOCUMENTS);
        }
    }

    @Test
    void deliversEverythingThroughAnOutage() throws Exception {
        String index = "outage-within";
        ElasticsearchProbe probe = ElasticsearchProbe.of(Servers.elasticsearch().url());
        try (TcpForwarder network = TcpForwarder.to(Servers.elasticsearch().port())) {
            network.open();
            JobClient job = deliverSlowly(network.url(), index);
            await().atMost(Duration.ofSeconds(30)).until(() -> probe.count(index) > 10);

            network.cut();
            awaitCheckpoints(5);
            network.open();

            job.getJobExecutionResult().get();
            assertThat(probe.count(index)).isEqualTo(DOCUMENTS);
        }
    }

    @Test
    void repeatsARequestThatIsRefusedForNow() throws Exception {
        try (FakeElasticsearch server = FakeElasticsearch.start()) {
            server.thenStatus(429).thenPage(503).thenStatus(500);

            table(server.url(), "any").deliver(upsert("a", 1), upsert("b", 2));

            assertThat(server.requests())
                    .containsExactly(
                            List.of("a", "b"),
                            List.of("a", "b"),
                            List.of("a", "b"),
                            List.of("a", "b"));
        }
    }

    @Test
    void repeatsOnlyTheItemsThatAreRefusedForNow() throws Exception {
        try (FakeElasticsearch server = FakeElasticsearch.start()) {
            server.thenItems(200, 429, 409, 503).thenItems(200, 429);

            table(server.url(), "any")
                    .deliver(upsert("a", 1), upsert("b", 2), upsert("c", 3), upsert("d", 4));

            assertThat(server.requests())
                    .containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("d"));
        }
    }

    @Test
    void endsTheJobWhereRepeatingCannotHelp() throws Exception {
        try (FakeElasticsearch server = FakeElasticsearch.start()) {
            SinkTable table = table(server.url(), "any");

            server.thenStatus(403);
            assertThatThrownBy(() -> table.deliver(upsert("a", 1)))
                    .hasStackTraceContaining("403 scripted_exception: as scripted")
                    .hasStackTraceContaining("the privilege 'write'");

            server.thenStatus(413);
            assertThatThrownBy(() -> table.deliver(upsert("a", 1)))
                    .hasStackTraceContaining("'sink.bulk-flush.max-size'");

            server.thenItems(200, 403);
            assertThatThrownBy(() -> table.deliver(upsert("a", 1), upsert("b", 1)))
                    .hasStackTraceContaining(
                            "refused the document with the id b: 403 item_exception: as scripted");
        }
    }

    private static SinkTable table(String hosts, String index) {
        return SinkTable.of(hosts, index)
                .with("sink.bulk-flush.interval", "50 ms")
                .with("sink.bulk-flush.backoff.delay", "20 ms")
                .with("sink.bulk-flush.backoff.max-delay", "200 ms");
    }

    /** Starts a job that delivers documents for a few seconds, and counts its checkpoints. */
    private static JobClient deliverSlowly(String hosts, String index) throws Exception {
        CHECKPOINTS.set(0);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        env.enableCheckpointing(100);
        DataGeneratorSource<Delivery> source =
                new DataGeneratorSource<>(
                        number -> upsert("id-" + number, number),
                        DOCUMENTS,
                        RateLimiterStrategy.perSecond(100),
                        VersionedTypeInfo.DELIVERY);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "deliveries")
                .map(new CountingCheckpoints())
                .returns(VersionedTypeInfo.DELIVERY)
                .sinkTo(
                        table(hosts, index)
                                .with("sink.bulk-flush.max-actions", "1000")
                                .documentSink());
        return env.executeAsync();
    }

    private static void awaitCheckpoints(int more) {
        int before = CHECKPOINTS.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> CHECKPOINTS.get() >= before + more);
    }

    private static Delivery upsert(String id, long version) {
        return Delivery.upsert(id, version, Json.of("{\"n\":" + version + "}"), 0);
    }

    private static final class CountingCheckpoints
            implements MapFunction<Delivery, Delivery>, CheckpointListener {
        private static final long serialVersionUID = 1L;

        @Override
        public Delivery map(Delivery delivery) {
            return delivery;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            CHECKPOINTS.incrementAndGet();
        }
    }
}
