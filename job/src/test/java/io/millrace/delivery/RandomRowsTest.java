package io.millrace.delivery;

import static io.millrace.change.Action.DELETE;
import static io.millrace.change.Action.INSERT;
import static io.millrace.change.Action.READ;
import static io.millrace.change.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Rows whose documents come, go, change and move at random. */
class RandomRowsTest {
    private static final TableName TABLE = new TableName("public", "products");
    private static final int CHANGES = 60;

    @Property(tries = 300)
    void whateverHappensTheSinkHoldsWhatTheFlowWants(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Map<RowKey, List<Document>> wanted = new HashMap<>();
        try (KeyedOneInputStreamOperatorTestHarness<RowKey, Evaluation, Delivery> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(Deliver.toSink()),
                        Evaluation::key,
                        VersionedTypeInfo.ROW_KEY)) {
            harness.open();
            for (long version = 1; version <= CHANGES; version++) {
                RowKey row = new RowKey(TABLE, "row" + random.nextInt(3));
                Action action =
                        wanted.containsKey(row)
                                ? List.of(UPDATE, READ, DELETE).get(random.nextInt(3))
                                : INSERT;
                List<Document> documents = documents(row, action, random);
                Origin origin = new Origin(new Position(version, 1), 3, 0, null);
                harness.processElement(new Evaluation(action, row, version, origin, documents), 0);
                if (action == DELETE) {
                    wanted.remove(row);
                } else {
                    wanted.put(row, documents);
                }
            }
            assertThat(Sent.held(harness.extractOutputValues())).isEqualTo(expected(wanted));
        }
    }

    private static List<Document> documents(RowKey row, Action action, Random random) {
        return random.ints(random.nextInt(4), 0, 3)
                .mapToObj(
                        id ->
                                new Document(
                                        random.nextBoolean() ? "r" : null,
                                        row.id() + "/" + id,
                                        action == DELETE || random.nextInt(4) == 0
                                                ? null
                                                : Json.of(Integer.toString(random.nextInt(2)))))
                .toList();
    }

    private static Map<Address, String> expected(Map<RowKey, List<Document>> wanted) {
        Map<Address, String> expected = new HashMap<>();
        wanted.values().stream()
                .flatMap(List::stream)
                .filter(document -> document.content() != null)
                .forEach(
                        document ->
                                expected.put(
                                        new Address(document.route(), document.id()),
                                        document.content().toString()));
        return expected;
    }
}
