package io.millrace.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.delivery.Deliver;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.Servers;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Documents in several indices of one sink. */
class ElasticsearchRoutesIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final TableName TABLE = new TableName("public", "products");
    private static final String A = "{\"name\":\"a\"}";
    private static final String B = "{\"name\":\"b\"}";

    private final ElasticsearchProbe probe = ElasticsearchProbe.of(Servers.elasticsearch().url());
    private String index;
    private String eu;
    private String us;
    private SinkTable table;

    @BeforeEach
    void indicesOfItsOwn(TestInfo test) {
        index = "routes-" + test.getTestMethod().orElseThrow().getName().toLowerCase();
        eu = index + "-eu";
        us = index + "-us";
        table = SinkTable.of(Servers.elasticsearch().url(), index);
    }

    @Test
    void oneIdInTwoRoutesIsTwoDocuments() throws Exception {
        table.deliver(in(null, 1, A), in(eu, 2, B), in(us, 3, A), in(us, 4, null));

        assertThat(probe.document(index, "7")).isEqualTo(A);
        assertThat(probe.document(eu, "7")).isEqualTo(B);
        assertThat(probe.document(us, "7")).isNull();
    }

    @Test
    void versionsAreComparedInEachRoute() throws Exception {
        table.deliver(in(eu, 9, A), in(us, 5, A));
        table.deliver(in(eu, 8, B), in(us, 6, B));

        assertThat(probe.document(eu, "7")).isEqualTo(A);
        assertThat(probe.document(us, "7")).isEqualTo(B);
    }

    @Test
    void aRowThatMovesBetweenIndicesLeavesNothingBehind() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        env.fromData(
                        List.of(
                                evaluation("1", 1, Action.READ, new Document(eu, "1", json(A))),
                                evaluation("2", 2, Action.READ, new Document(eu, "2", json(A))),
                                evaluation("3", 3, Action.READ, new Document(null, "3", json(A))),
                                evaluation("1", 4, Action.UPDATE, new Document(us, "1", json(A))),
                                evaluation("3", 5, Action.UPDATE, new Document(eu, "3", json(B))),
                                evaluation("2", 6, Action.UPDATE, new Document(us, "2", json(B))),
                                evaluation("1", 7, Action.UPDATE, new Document(null, "1", json(B))),
                                evaluation("2", 8, Action.DELETE, new Document(us, "2", null))),
                        VersionedTypeInfo.EVALUATION)
                .setParallelism(1)
                .keyBy(Evaluation::key, VersionedTypeInfo.ROW_KEY)
                .process(Deliver.toSink(), VersionedTypeInfo.DELIVERY)
                .sinkTo(table.documentSink());
        env.execute();

        assertThat(probe.document(index, "1")).isEqualTo(B);
        assertThat(probe.document(eu, "3")).isEqualTo(B);
        assertThat(probe.count(index)).isEqualTo(1);
        assertThat(probe.count(eu)).isEqualTo(1);
        assertThat(probe.count(us)).isZero();
    }

    @Test
    void aNameThatNoIndexCanHaveIsRefusedForItsDocument() {
        assertThatThrownBy(() -> table.deliver(in("a*", 1, A)))
                .hasStackTraceContaining(
                        "refused the document with the id 7 in 'a*': 400"
                                + " invalid_index_name_exception: Invalid index name [a*]");
        assertThatThrownBy(() -> table.deliver(in("", 1, A)))
                .hasStackTraceContaining("Invalid index name [], must not be empty");
    }

    @Test
    void aRouteThatLeadsElsewhereTomorrowIsRefused() {
        assertThatThrownBy(() -> table.deliver(in("<" + index + "-{now/d}>", 1, A)))
                .hasStackTraceContaining(
                        "is routed by date math, by which Elasticsearch would not find it again on"
                                + " another day");
    }

    @Test
    void aDeleteWhereThereIsNoIndexIsDone() throws Exception {
        probe.put(
                "_cluster/settings",
                "{\"persistent\":{\"action.auto_create_index\":\"-" + eu + ",+*\"}}");

        table.deliver(in(eu, 1, null), in(us, 1, A));

        assertThat(probe.document(us, "7")).isEqualTo(A);
        assertThatThrownBy(() -> table.deliver(in(eu, 2, A)))
                .hasStackTraceContaining("404 index_not_found_exception");
    }

    private static Evaluation evaluation(
            String row, long version, Action action, Document document) {
        return new Evaluation(
                action,
                new RowKey(TABLE, row),
                version,
                new Origin(new Position(version, 1), 3, 0, null),
                List.of(document));
    }

    private static Delivery in(String route, long version, String document) {
        return new Delivery(route, "7", version, document == null ? null : json(document), 0);
    }

    private static Json json(String text) {
        return Json.of(text);
    }
}
