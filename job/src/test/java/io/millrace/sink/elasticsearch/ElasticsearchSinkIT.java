package io.millrace.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Delivery;
import io.millrace.change.Json;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.Secret;
import io.millrace.demo.server.EmbeddedElasticsearch;
import io.millrace.sink.writer.DeliveryRefusedException;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.Servers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class ElasticsearchSinkIT {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
                            .build());

    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    private final EmbeddedElasticsearch server = Servers.elasticsearch();
    private final ElasticsearchProbe probe = ElasticsearchProbe.of(server.url());
    private String index;
    private SinkTable table;

    @BeforeEach
    void anIndexOfItsOwn(TestInfo test) {
        index = "sink-" + test.getTestMethod().orElseThrow().getName().toLowerCase();
        table = SinkTable.of(server.url(), index);
    }

    @Test
    void putsAndDeletesDocuments() throws Exception {
        table.deliver(upsert("a", 1, "{\"n\":1}"), upsert("b", 2, "{\"n\":2}"));
        table.deliver(upsert("a", 3, "{\"n\":3}"), Delivery.delete("b", 4, 0));

        assertThat(probe.document(index, "a")).isEqualTo("{\"n\":3}");
        assertThat(probe.document(index, "b")).isNull();
    }

    @Test
    void neverLetsAnOlderVersionReplaceANewerOne() throws Exception {
        table.deliver(upsert("a", 5, "{\"n\":5}"), Delivery.delete("b", 5, 0));
        table.deliver(upsert("a", 4, "{\"n\":4}"), upsert("b", 4, "{\"n\":4}"));

        assertThat(probe.document(index, "a")).isEqualTo("{\"n\":5}");
        assertThat(probe.document(index, "b")).isNull();
    }

    @Test
    void countsWhatBecameOfItsDeliveries() throws Exception {
        table.deliver(upsert("a", 5, "{}"), upsert("b", 5, "{}"));
        JobID job = table.deliver(upsert("a", 4, "{}"), upsert("b", 6, "{}"));

        assertThat(counted(job, "deliveriesAccepted")).isEqualTo(1);
        assertThat(counted(job, "deliveriesAlreadyNewer")).isEqualTo(1);
        assertThat(counted(job, "deliveriesRetried")).isZero();
    }

    @Test
    void deletesWhatIsNotThere() throws Exception {
        table.deliver(Delivery.delete("never", 1, 0), upsert("a", 2, "{}"));

        assertThat(probe.count(index)).isEqualTo(1);
    }

    @Test
    void deliversOneIdsChangesOfOneBatchInOrder() throws Exception {
        table.deliver(
                upsert("a", 1, "{\"n\":1}"),
                upsert("b", 2, "{\"n\":2}"),
                Delivery.delete("a", 3, 0),
                upsert("a", 4, "{\"n\":4}"),
                Delivery.delete("b", 5, 0));

        assertThat(probe.document(index, "a")).isEqualTo("{\"n\":4}");
        assertThat(probe.document(index, "b")).isNull();
    }

    @Test
    void leavesWholeDocumentsAsTheyAre() throws Exception {
        String document =
                "{\"z\":1, \"a\":{\"b\":[1.50,null,2e3], \"c\":\"Grüße 🚀\"}, \"big\":12345678901234567890.1}";
        table.deliver(upsert("a", 1, document));

        assertThat(probe.document(index, "a")).isEqualTo(document);
    }

    @Test
    void takesDocumentsOfSeveralLines() throws Exception {
        table.deliver(upsert("a", 1, "{\n\t\"n\":\r\n1}"), upsert("b", 2, "{\"n\":2}"));

        assertThat(probe.document(index, "a")).isEqualTo("{ \t\"n\":  1}");
        assertThat(probe.document(index, "b")).isEqualTo("{\"n\":2}");
    }

    @Test
    void keepsIdsAsTheyAre() throws Exception {
        String[] ids = {
            "eu,42", "a\\,b,c", "x/y?z#%20&", "ключ ☃ 🚀", "\"quoted\"\n", "x".repeat(512)
        };
        for (String id : ids) {
            table.deliver(upsert(id, 1, "{\"n\":1}"));
        }

        assertThat(probe.count(index)).isEqualTo(ids.length);
        for (String id : ids) {
            assertThat(probe.document(index, id)).as(id).isEqualTo("{\"n\":1}");
        }
    }

    @Test
    void takesTheColumnsOfATableOutOfTheDocuments() throws Exception {
        table.withColumns(
                        Column.physical("name", DataTypes.STRING()),
                        Column.physical("price", DataTypes.DECIMAL(10, 2)),
                        Column.physical("at", DataTypes.TIMESTAMP_LTZ(6)),
                        Column.physical("gone", DataTypes.INT()))
                .deliver(
                        upsert(
                                "eu,1",
                                1,
                                "{\"id\":1,\"price\":12.5,\"name\":\"Café\","
                                        + "\"at\":\"2026-01-01T10:00:00.123456+00:00\"}"),
                        upsert("b", 2, "{}"),
                        Delivery.delete("b", 3, 0));

        assertThat(probe.document(index, "eu,1"))
                .isEqualTo(
                        "{\"name\":\"Café\",\"price\":12.5,"
                                + "\"at\":\"2026-01-01T10:00:00.123456Z\",\"gone\":null}");
        assertThat(probe.document(index, "b")).isNull();
    }

    @Test
    void endsTheJobWithTheWordsOfElasticsearchWhenADocumentIsRefused() throws Exception {
        probe.put(index, "{\"mappings\":{\"properties\":{\"price\":{\"type\":\"long\"}}}}");
        ATTEMPTS.set(0);
        StreamExecutionEnvironment env = restartingEnvironment();
        env.fromData(
                        List.of(
                                upsert("good", 1, "{\"price\":1}"),
                                upsert("bad", 2, "{\"price\":\"dear\"}")),
                        VersionedTypeInfo.DELIVERY)
                .map(new CountingAttempts())
                .returns(VersionedTypeInfo.DELIVERY)
                .sinkTo(table.documentSink());

        assertThatThrownBy(env::execute)
                .hasStackTraceContaining(DeliveryRefusedException.class.getName())
                .hasStackTraceContaining("Elasticsearch index '" + index + "'")
                .hasStackTraceContaining(
                        "refused the document with the id bad: 400 document_parsing")
                .hasStackTraceContaining("failed to parse field [price] of type [long]")
                .hasStackTraceContaining("For input string: \"dear\"");
        assertThat(ATTEMPTS).hasValue(1);
    }

    @Test
    void endsTheJobWhenTheIndexMayNotBeCreated() throws Exception {
        probe.put(
                "_cluster/settings",
                "{\"persistent\":{\"action.auto_create_index\":\"-" + index + ",+*\"}}");

        assertThatThrownBy(() -> table.deliver(upsert("a", 1, "{}")))
                .hasStackTraceContaining("refused the document with the id a: 404 index_not_found")
                .hasStackTraceContaining("no such index [" + index + "]");
    }

    @Test
    void endsTheJobWhenTheHostIsNoElasticsearch() {
        assertThatThrownBy(
                        () ->
                                table.with("connection.path-prefix", "/nothing/here")
                                        .deliver(upsert("a", 1, "{}")))
                .hasStackTraceContaining("refused a request")
                .hasStackTraceContaining("'connection.path-prefix'");
    }

    @Test
    void refusesIdsThatElasticsearchDoesNotTake() {
        assertThatThrownBy(() -> table.deliver(upsert("", 1, "{}")))
                .hasStackTraceContaining("has an empty id");
        assertThatThrownBy(() -> table.deliver(upsert("é".repeat(257), 1, "{}")))
                .hasStackTraceContaining("has 514 bytes")
                .hasStackTraceContaining("at most 512 bytes");
    }

    @Test
    void namesTheOptionWhenADocumentIsTooLarge() {
        String large = "{\"text\":\"" + "x".repeat(2000) + "\"}";

        assertThatThrownBy(
                        () ->
                                table.with("sink.bulk-flush.max-size", "1 kb")
                                        .deliver(upsert("a", 1, large)))
                .hasStackTraceContaining("a request holds at most 1 kb")
                .hasStackTraceContaining("'sink.bulk-flush.max-size'");
    }

    @Test
    void deliversManyDocumentsInManyBatches() throws Exception {
        Delivery[] deliveries = new Delivery[5_000];
        for (int i = 0; i < deliveries.length; i++) {
            deliveries[i] = upsert("id-" + i % 2_000, i, "{\"n\":" + i + "}");
        }
        table.with("sink.bulk-flush.max-actions", "70")
                .with("sink.bulk-flush.max-size", "4 kb")
                .deliver(deliveries);

        assertThat(probe.count(index)).isEqualTo(2_000);
        assertThat(probe.document(index, "id-0")).isEqualTo("{\"n\":4000}");
        assertThat(probe.document(index, "id-1999")).isEqualTo("{\"n\":3999}");
    }

    @Test
    void authenticatesItsUser() throws Exception {
        EmbeddedElasticsearch.Options options =
                EmbeddedElasticsearch.Options.DEFAULT.securedFor(
                        "millrace", new Secret("mill-pond"));
        try (EmbeddedElasticsearch secured = EmbeddedElasticsearch.start(options)) {
            SinkTable guarded = SinkTable.of(secured.url(), index).with("username", "millrace");
            guarded.with("password", "mill-pond").deliver(upsert("a", 1, "{\"n\":1}"));

            assertThat(
                            ElasticsearchProbe.of(secured.url())
                                    .as("millrace", "mill-pond")
                                    .document(index, "a"))
                    .isEqualTo("{\"n\":1}");
            assertThatThrownBy(() -> guarded.with("password", "leat").deliver(upsert("b", 1, "{}")))
                    .hasStackTraceContaining("401 security_exception")
                    .hasStackTraceContaining("Check the sink's options 'username' and 'password'")
                    .satisfies(
                            failure ->
                                    assertThat(ExceptionUtils.stringifyException(failure))
                                            .doesNotContain("leat"));
        }
    }

    private static StreamExecutionEnvironment restartingEnvironment() {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return env;
    }

    private static long counted(JobID job, String name) {
        return METRICS.findMetrics(job, name).values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    private static Delivery upsert(String id, long version, String document) {
        return Delivery.upsert(id, version, Json.of(document), 0);
    }

    private static final class CountingAttempts extends RichMapFunction<Delivery, Delivery> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            ATTEMPTS.incrementAndGet();
        }

        @Override
        public Delivery map(Delivery delivery) {
            return delivery;
        }
    }
}
