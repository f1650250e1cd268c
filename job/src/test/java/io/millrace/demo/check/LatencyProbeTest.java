package io.millrace.demo.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatencyProbeTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456Z");

    private final FakeElasticsearch elasticsearch = new FakeElasticsearch();
    private final LatencyProbe probe =
            new LatencyProbe(new ElasticsearchIndex(elasticsearch.url(), "products"));

    LatencyProbeTest() throws IOException {}

    @AfterEach
    void stop() {
        probe.close();
        elasticsearch.close();
    }

    @Test
    void measuresFromTheCommitUntilTheDocumentShowsTheChange() {
        show("1", TIME.minusMillis(1));
        probe.watch("1", TIME, System.nanoTime() - Duration.ofSeconds(5).toNanos());
        show("1", TIME);
        awaitSeen(1);
        Latencies latencies = probe.latencies();
        assertThat(latencies.p50()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(8));
        assertThat(latencies.p99()).isEqualTo(latencies.p50());
        assertThat(latencies.max()).isEqualTo(latencies.p50());
    }

    @Test
    void aLaterChangeShowsTheEarlierOne() {
        show("1", TIME.plusSeconds(1));
        probe.watch("1", TIME, System.nanoTime());
        awaitSeen(1);
    }

    @Test
    void anOlderDocumentShowsNothingYet() {
        show("old", TIME.minusMillis(1));
        show("new", TIME);
        probe.watch("old", TIME, System.nanoTime());
        probe.watch("absent", TIME, System.nanoTime());
        probe.watch("new", TIME, System.nanoTime());
        awaitSeen(1);
        show("old", TIME);
        awaitSeen(2);
    }

    @Test
    void waitsForAHandfulAtATime() {
        for (int i = 0; i < 20; i++) {
            probe.watch("id" + i, TIME, System.nanoTime());
        }
        probe.forget("id0");
        probe.watch("id20", TIME, System.nanoTime());
        for (int i = 0; i <= 20; i++) {
            show("id" + i, TIME);
        }
        awaitSeen(8);
    }

    @Test
    void goesOnWhenElasticsearchIsBack() {
        elasticsearch.answerWith(503);
        probe.watch("1", TIME, System.nanoTime());
        elasticsearch.answerWith(200);
        show("1", TIME);
        awaitSeen(1);
    }

    @Test
    void tellsOfADocumentWithoutATime() {
        elasticsearch.put("1", "{}");
        probe.watch("1", TIME, System.nanoTime());
        await().untilAsserted(
                        () ->
                                assertThatThrownBy(probe::latencies)
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessage("The latency cannot be measured"));
    }

    private void show(String id, Instant updatedAt) {
        elasticsearch.put(
                id, "{\"updated_at\": \"" + updatedAt.toString().replace("Z", "+00:00") + "\"}");
    }

    private void awaitSeen(long count) {
        await().untilAsserted(() -> assertThat(probe.latencies().count()).isEqualTo(count));
    }
}
