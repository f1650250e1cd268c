package io.millrace.pipeline.history;

import static io.millrace.testing.JsonAssertions.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.change.Address;
import io.millrace.change.Delivery;
import io.millrace.testing.ElasticsearchProbe;
import io.millrace.testing.InMemoryIndex;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the sinks hold, beside what Postgres says that they are to hold. */
public final class SinkContents {
    private static final int SHOWN = 4;
    private static final int LAST_DELIVERIES = 8;
    private static final int MAX_TEXT = 400;

    private final TestDatabase database;
    private final ElasticsearchProbe elasticsearch;

    public SinkContents(TestDatabase database, String elasticsearch) {
        this.database = database;
        this.elasticsearch = ElasticsearchProbe.of(elasticsearch);
    }

    /** A document that differs; null where there is none. */
    public record Difference(String sink, Address address, JsonNode expected, JsonNode actual) {}

    /** What the sinks are to hold now, by their names. */
    public Map<String, Map<Address, JsonNode>> expected() throws SQLException {
        Map<String, Map<Address, JsonNode>> expected = new HashMap<>();
        for (ExpectedSink sink : HistoryFlows.SINKS) {
            expected.put(sink.name(), expected(sink));
        }
        return expected;
    }

    public List<Difference> differences(Map<String, Map<Address, JsonNode>> from)
            throws IOException, InterruptedException {
        List<Difference> differences = new ArrayList<>();
        for (ExpectedSink sink : HistoryFlows.SINKS) {
            Map<Address, JsonNode> expected = from.get(sink.name());
            Map<Address, JsonNode> actual = actual(sink);
            Set<Address> addresses = new HashSet<>(expected.keySet());
            addresses.addAll(actual.keySet());
            for (Address address : addresses) {
                JsonNode wanted = expected.get(address);
                JsonNode found = actual.get(address);
                if (!Objects.equals(wanted, found)) {
                    differences.add(new Difference(sink.name(), address, wanted, found));
                }
            }
        }
        return differences;
    }

    /**
     * Deliveries of one version that differ, of which a target could not tell which is newer. Those
     * of ids that rows have in turn are left out: after a crash their claims may meet in another
     * order, and get other versions.
     */
    public List<String> ambiguous() {
        List<String> ambiguous = new ArrayList<>();
        for (ExpectedSink sink : HistoryFlows.SINKS) {
            if (sink.isInMemory() && !sink.name().equals(HistoryFlows.SHARED_IDS)) {
                Map<String, Delivery> contents = new HashMap<>();
                for (Delivery delivery : index(sink).received()) {
                    String version =
                            delivery.route() + " " + delivery.id() + "@" + delivery.version();
                    Delivery before = contents.putIfAbsent(version, delivery);
                    if (before != null && !Objects.equals(before.document(), delivery.document())) {
                        ambiguous.add(
                                sink.name()
                                        + ": "
                                        + describe(before)
                                        + " and "
                                        + describe(delivery));
                    }
                }
            }
        }
        return ambiguous;
    }

    /**
     * The dead letters, but for changes that could not be made whole because the row was gone by
     * then.
     */
    public Collection<String> letters() throws SQLException {
        return database.pairs(
                        "SELECT id, format('%s %s: %s', flow, row_key, error)"
                                + " FROM millrace.dead_letter"
                                + " WHERE error NOT LIKE '%the record lacks the column%'")
                .values();
    }

    /** What is known of a few differences. */
    public String explain(List<Difference> differences) throws SQLException {
        StringBuilder text = new StringBuilder();
        text.append(differences.size()).append(" documents differ\n");
        for (Difference difference : differences.subList(0, Math.min(SHOWN, differences.size()))) {
            ExpectedSink sink = sink(difference.sink());
            text.append(sink.name()).append(' ').append(difference.address());
            text.append("\n  expected ").append(shortened(difference.expected()));
            text.append("\n  but is   ").append(shortened(difference.actual()));
            if (sink.isInMemory()) {
                List<String> deliveries =
                        index(sink).received().stream()
                                .filter(d -> addressOf(d).equals(difference.address()))
                                .map(SinkContents::describe)
                                .toList();
                int from = Math.max(0, deliveries.size() - LAST_DELIVERIES);
                deliveries
                        .subList(from, deliveries.size())
                        .forEach(line -> text.append("\n  was sent ").append(line));
            }
            for (FlowDocuments documents : sink.documents()) {
                Touches.of(database, documents, difference.address().id())
                        .forEach(line -> text.append("\n  touched  ").append(line));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private Map<Address, JsonNode> expected(ExpectedSink sink) throws SQLException {
        Map<Address, JsonNode> documents = new HashMap<>();
        try (Connection session = database.connect();
                Statement statement = session.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            for (FlowDocuments each : sink.documents()) {
                try (ResultSet row = statement.executeQuery(named(each.query()))) {
                    while (row.next()) {
                        documents.put(
                                new Address(row.getString(1), row.getString(2)),
                                json(row.getString(3)));
                    }
                }
            }
        }
        return documents;
    }

    private Map<Address, JsonNode> actual(ExpectedSink sink)
            throws IOException, InterruptedException {
        Map<Address, JsonNode> documents = new HashMap<>();
        if (sink.isInMemory()) {
            index(sink).contents().forEach((address, text) -> documents.put(address, json(text)));
            return documents;
        }
        JsonNode found = elasticsearch.search(named(sink.indexes()), "{\"size\": 10000}");
        for (JsonNode hit : found.at("/hits/hits")) {
            documents.put(
                    new Address(hit.path("_index").asText(), hit.path("_id").asText()),
                    json(hit.path("_source").toString()));
        }
        return documents;
    }

    /** The sinks in memory. */
    List<InMemoryIndex> inMemory() {
        return HistoryFlows.SINKS.stream()
                .filter(ExpectedSink::isInMemory)
                .map(this::index)
                .toList();
    }

    private InMemoryIndex index(ExpectedSink sink) {
        return InMemoryIndex.named(named("$p_" + sink.name()));
    }

    private static ExpectedSink sink(String name) {
        return HistoryFlows.SINKS.stream()
                .filter(sink -> sink.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private String named(String text) {
        return text.replace("$p", database.name());
    }

    private static Address addressOf(Delivery delivery) {
        return new Address(delivery.route(), delivery.id());
    }

    private static String describe(Delivery delivery) {
        return delivery.id()
                + "@"
                + delivery.version()
                + " "
                + (delivery.isDelete() ? "deleted" : shortened(delivery.document()));
    }

    private static String shortened(Object text) {
        String all = String.valueOf(text);
        return all.length() > MAX_TEXT ? all.substring(0, MAX_TEXT) + "…" : all;
    }
}
