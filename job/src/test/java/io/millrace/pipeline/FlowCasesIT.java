package io.millrace.pipeline;

import static io.millrace.testing.JsonAssertions.json;
import static io.millrace.testing.JsonAssertions.jsonOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.change.Delivery;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.PipelineLoader;
import io.millrace.config.PipelineSpec;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every case of the files in {@code flows/} is a flow of one pipeline, which reads a real Postgres.
 */
class FlowCasesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static List<FlowCase> cases;
    private static TestDatabase database;
    private static LocalRun run;

    @BeforeAll
    static void runThemAll() throws Exception {
        cases = FlowCase.all();
        database = TestDatabase.create();
        for (FlowCase each : cases) {
            database.execute(each.setup().toArray(String[]::new));
        }
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        run = LocalRun.start(pipeline(), new WalReader(), folder.resolve("state"), false, settings);
        for (FlowCase each : cases) {
            database.execute("SET search_path = " + each.schema());
            for (List<String> step : each.history()) {
                database.transaction(step.toArray(String[]::new));
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFlowDoesWhatItsCaseSays() {
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
    }

    private static void check(FlowCase given) {
        await().atMost(ARRIVAL).untilAsserted(() -> compare(given));
    }

    private static void compare(FlowCase given) throws Exception {
        database.execute("SET search_path = " + given.schema());
        if (given.has("at_rest")) {
            assertThat(documents(given, null)).isEqualTo(jsonOf(given.yaml().get("at_rest")));
        } else if (given.has("at_rest_by_route")) {
            compareRoutes(given);
        } else if (given.has("events")) {
            compareEvents(given);
        } else {
            assertThat(delivered(given)).containsExactlyElementsOf(deliveries(given));
        }
        compareFailures(given);
    }

    /** Deletes of several rows at once come in no order; a case marks these. */
    private static List<JsonNode> delivered(FlowCase given) {
        List<JsonNode> all = new ArrayList<>();
        for (Delivery delivery : received(given)) {
            Map<String, Object> words = new TreeMap<>();
            words.put(delivery.isDelete() ? "delete" : "upsert", delivery.id());
            if (delivery.route() != null) {
                words.put("route", delivery.route());
            }
            if (!delivery.isDelete()) {
                words.put("document", json(delivery.document().toString()));
            }
            all.add(jsonOf(words));
        }
        return sorted(all, given);
    }

    private static List<JsonNode> deliveries(FlowCase given) throws SQLException {
        List<JsonNode> all = new ArrayList<>();
        for (Map<String, Object> expected : given.expected("expect")) {
            Map<String, Object> words = new TreeMap<>(expected);
            words.remove("unordered");
            if (words.containsKey("record")) {
                words.put("document", json(utc(words.remove("record").toString())));
            }
            all.add(jsonOf(words));
        }
        return sorted(all, given);
    }

    private static String utc(String query) throws SQLException {
        database.execute("SET TIME ZONE 'UTC'");
        return database.value(query);
    }

    private static List<JsonNode> sorted(List<JsonNode> deliveries, FlowCase given) {
        boolean ordered =
                given.expected("expect").stream().noneMatch(e -> e.containsKey("unordered"));
        if (!ordered) {
            deliveries.sort((one, other) -> one.toString().compareTo(other.toString()));
        }
        return deliveries;
    }

    private static void compareRoutes(FlowCase given) {
        JsonNode routes = jsonOf(given.yaml().get("at_rest_by_route"));
        routes.fields()
                .forEachRemaining(
                        route ->
                                assertThat(documents(given, route.getKey()))
                                        .as("in %s", route.getKey())
                                        .isEqualTo(route.getValue()));
    }

    private static JsonNode documents(FlowCase given, String route) {
        ObjectNode documents = JSON.createObjectNode();
        InMemoryIndex.named(index(given))
                .documents(route)
                .forEach((id, text) -> documents.set(id, json(text)));
        return jsonOf(documents);
    }

    private static void compareEvents(FlowCase given) {
        List<Delivery> received = received(given);
        List<Map<String, Object>> expected = given.expected("events");
        assertThat(received).hasSameSizeAs(expected);
        assertThat(received).noneMatch(Delivery::isDelete);
        assertThat(received.stream().map(Delivery::id)).doesNotHaveDuplicates().isSorted();
        for (int i = 0; i < expected.size(); i++) {
            Map<String, Object> fields = new LinkedHashMap<>(expected.get(i));
            assertThat(received.get(i).route()).isEqualTo(fields.remove("route"));
            JsonNode event = json(received.get(i).document().toString());
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                assertThat(event.get(field.getKey()))
                        .as("%s of %s", field.getKey(), event)
                        .isEqualTo(jsonOf(field.getValue()));
            }
        }
    }

    private static void compareFailures(FlowCase given) throws SQLException {
        List<Map<String, Object>> expected = given.expected("failures");
        String from = " FROM millrace.dead_letter WHERE flow = '" + given.schema() + "'";
        assertThat(database.value("SELECT count(*)" + from))
                .isEqualTo(String.valueOf(expected.size()));
        for (Map<String, Object> failure : expected) {
            assertThat(database.value("SELECT row_key || ': ' || error" + from))
                    .startsWith(failure.get("key") + ": ")
                    .contains(failure.get("error").toString());
        }
    }

    private static List<Delivery> received(FlowCase given) {
        return InMemoryIndex.named(index(given)).received();
    }

    private static String index(FlowCase given) {
        return database.name() + "_" + given.schema();
    }

    private static PipelineSpec pipeline() throws IOException {
        ConnectionSpec source = database.source().connection();
        StringBuilder definitions = new StringBuilder();
        cases.forEach(each -> definitions.append(each.definitions(index(each))));
        Files.writeString(folder.resolve("sinks.sql"), definitions);
        Map<String, Object> pipeline = new LinkedHashMap<>();
        pipeline.put("pipeline", database.name());
        pipeline.put(
                "source",
                Map.of(
                        "hostname", source.hostname(),
                        "port", source.port(),
                        "database", source.database(),
                        "username", source.username(),
                        "password", source.password().value(),
                        "reader", "wal"));
        pipeline.put("definitions", List.of("sinks.sql"));
        pipeline.put("flows", cases.stream().flatMap(each -> each.flows().stream()).toList());
        // YAML takes JSON as it is.
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(file, JSON.writeValueAsString(pipeline));
        return PipelineLoader.load(file, Map.of());
    }
}
