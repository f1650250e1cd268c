package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Reading;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.config.RowImages;
import io.millrace.row.SimulatedTable.Logged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * Random histories with crashes and replays, and a backfill of one of two flows in the midst of
 * them: a target that refuses older versions ends up with the rows of the table, whatever the log
 * leaves out, and no flow goes back in time.
 */
class LatestRowPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BACKFILLED = "backfilled";
    private static final String STREAMED = "streamed";
    private static final int UNLOGGED = 4;
    private static final int LOGGED = 25;

    private final TruncateSpread spread = new TruncateSpread(LatestRowHarness.MAX_PARALLELISM);

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void atRestTheTargetHasTheRowsOfTheTable(
            @ForAll long seed, @ForAll boolean full, @ForAll RowImages images) throws Exception {
        Random random = new Random(seed);
        SimulatedTable table = new SimulatedTable(random, full, UNLOGGED, LOGGED);
        Run run = new Run(random, table, images);
        Checkpoint checkpoint = null;
        while (run.hasNext()) {
            run.next();
            int event = random.nextInt(12);
            if (event == 0) {
                checkpoint = run.checkpoint();
            } else if (event == 1 && checkpoint != null) {
                run.close();
                // A reader of another kind than ours sends again what was sent before.
                run.restore(checkpoint, random.nextInt(4));
            }
        }
        run.end();
        run.close();
        run.assertTargetsHold(table.finalRows());
    }

    /** What a restart begins with. */
    private record Checkpoint(
            OperatorSubtaskState state,
            int next,
            boolean backfilled,
            Map<String, FlowView.Shown> shown) {}

    /** A subtask on its way through the log. */
    private final class Run {
        private final Random random;
        private final SimulatedTable table;
        private final RowImages images;
        private final Map<String, FlowView> flows;
        private LatestRowHarness harness;
        private int next;
        private boolean begun;
        private final List<RowChange> reads = new ArrayList<>();

        Run(Random random, SimulatedTable table, RowImages images) throws Exception {
            this.random = random;
            this.table = table;
            this.images = images;
            this.flows =
                    Map.of(
                            BACKFILLED, new FlowView(BACKFILLED, table),
                            STREAMED, new FlowView(STREAMED, table));
            this.harness = setup().open();
        }

        private LatestRowHarness.Setup setup() {
            return LatestRowHarness.setup().images(images).source(table);
        }

        boolean hasNext() {
            return next < table.log().size() || !isBackfilled();
        }

        /** The end of the log is seen, and with it all reads are due. */
        void end() throws Exception {
            harness.watermark(table.watermark(table.log().get(next - 1).transaction()));
            pass();
        }

        private boolean isBackfilled() {
            return begun && reads.isEmpty();
        }

        void next() throws Exception {
            if (next < table.log().size()) {
                Logged logged = table.log().get(next++);
                table.reach(logged.transaction());
                List<RowChange> copies = new ArrayList<>();
                spread.flatMap(logged.change(), new ListCollector<>(copies));
                for (RowChange copy : copies) {
                    harness.process(copy);
                    // Reads come on other channels, and so between copies.
                    if (random.nextInt(8) == 0) {
                        passReads(1);
                    }
                }
                if (random.nextBoolean() && isEndOfTransaction()) {
                    harness.watermark(table.watermark(logged.transaction()));
                }
            }
            if (!begun && random.nextInt(6) == 0) {
                begun = true;
                reads.addAll(table.backfill(BACKFILLED, random.nextBoolean()));
            }
            passReads(random.nextInt(3));
            pass();
        }

        private void pass() {
            for (VersionedChange passed : harness.passed()) {
                flows.values().stream()
                        .filter(flow -> isFor(passed, flow.name()))
                        .forEach(flow -> flow.accept(passed));
            }
        }

        private static boolean isFor(VersionedChange passed, String flow) {
            Reading reading = passed.change().origin().reading();
            return reading == null || reading.flow().equals(flow);
        }

        private boolean isEndOfTransaction() {
            return next == table.log().size()
                    || table.log().get(next).transaction()
                            != table.log().get(next - 1).transaction();
        }

        private void passReads(int count) throws Exception {
            for (int i = 0; i < count && !reads.isEmpty(); i++) {
                harness.process(reads.remove(reads.size() - 1));
            }
        }

        Checkpoint checkpoint() throws Exception {
            Map<String, FlowView.Shown> shown = new HashMap<>();
            flows.forEach((name, flow) -> shown.put(name, flow.shown()));
            return new Checkpoint(harness.snapshot(), next, isBackfilled(), shown);
        }

        void restore(Checkpoint checkpoint, int replayed) throws Exception {
            harness = setup().restore(checkpoint.state);
            next = Math.max(0, checkpoint.next - replayed);
            begun = checkpoint.backfilled;
            reads.clear();
            flows.forEach((name, flow) -> flow.restore(checkpoint.shown.get(name)));
        }

        void close() throws Exception {
            harness.close();
        }

        /** The stream alone does not tell of rows that the log does not mention. */
        void assertTargetsHold(Map<Integer, SimulatedTable.Row> rows) {
            FlowView backfilled = flows.get(BACKFILLED);
            assertThat(backfilled.documents()).isEqualTo(backfilled.expected(rows.keySet()));
            FlowView streamed = flows.get(STREAMED);
            assertThat(streamed.documents()).isEqualTo(streamed.expected(streamed.seen()));
        }
    }

    /** What one flow sees, and a target that takes what is newer, and nothing incomplete. */
    private static final class FlowView {
        private final String name;
        private final SimulatedTable table;
        private final Map<String, Long> accepted = new HashMap<>();
        private final Map<String, JsonNode> documents = new TreeMap<>();
        private Map<String, Long> versions = new HashMap<>();
        private Shown shown = new Shown(new HashMap<>(), new HashMap<>());

        /**
         * @param records the rows as they last passed, where they were whole
         * @param steps at least how many changes of the table each row has shown
         */
        record Shown(Map<String, JsonNode> records, Map<String, Integer> steps) {
            Shown copy() {
                return new Shown(new HashMap<>(records), new HashMap<>(steps));
            }
        }

        FlowView(String name, SimulatedTable table) {
            this.name = name;
            this.table = table;
        }

        String name() {
            return name;
        }

        Map<String, JsonNode> documents() {
            return documents;
        }

        Shown shown() {
            return shown.copy();
        }

        void restore(Shown checkpoint) {
            versions = new HashMap<>();
            shown = checkpoint.copy();
        }

        void accept(VersionedChange passed) {
            check(passed);
            RowChange change = passed.change();
            String id = change.key().id();
            boolean gone = isGone(change);
            if (!gone && !change.gaps().isEmpty()
                    || passed.version() <= accepted.getOrDefault(id, 0L)) {
                return;
            }
            accepted.put(id, passed.version());
            if (gone) {
                documents.remove(id);
            } else {
                documents.put(id, parse(change.record().toString()));
            }
        }

        private static boolean isGone(RowChange change) {
            return change.action() == Action.DELETE || change.action() == Action.TRUNCATE;
        }

        private void check(VersionedChange passed) {
            RowChange change = passed.change();
            String id = change.key().id();
            Long version = versions.put(id, passed.version());
            assertThat(passed.version()).isGreaterThan(version == null ? 0 : version);
            boolean gone = isGone(change);
            JsonNode before = gone ? shown.records.remove(id) : shown.records.get(id);
            if (!change.gaps().isEmpty()) {
                shown.records.remove(id);
                return;
            }
            JsonNode record = parse(change.record().toString());
            if (change.action() == Action.UPDATE && passed.changes() != null && before != null) {
                assertTells(passed.changes(), before, record);
            }
            if (gone && before != null && !id.isEmpty()) {
                assertThat(record).isEqualTo(before);
            }
            if (!gone) {
                shown.records.put(id, record);
                assertNeverBackwards(id, record);
            }
        }

        private static void assertTells(Json changes, JsonNode before, JsonNode after) {
            ObjectNode former = after.deepCopy();
            former.setAll((ObjectNode) parse(changes.toString()));
            assertThat(former).isEqualTo(before);
            parse(changes.toString())
                    .fieldNames()
                    .forEachRemaining(
                            column ->
                                    assertThat(after.get(column)).isNotEqualTo(before.get(column)));
        }

        private void assertNeverBackwards(String id, JsonNode record) {
            int step = shown.steps.getOrDefault(id, 0);
            while (step < table.steps().size()
                    && !record.equals(document(id, table.steps().get(step)))) {
                step++;
            }
            assertThat(step).as("a state of %s from now on", id).isLessThan(table.steps().size());
            shown.steps.put(id, step);
        }

        /** The rows that were mentioned. */
        Set<Integer> seen() {
            return accepted.keySet().stream()
                    .filter(id -> !id.isEmpty())
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet());
        }

        Map<String, JsonNode> expected(Set<Integer> ids) {
            Map<String, JsonNode> expected = new TreeMap<>();
            for (Integer id : ids) {
                if (table.finalRows().containsKey(id)) {
                    expected.put(id.toString(), document(id.toString(), table.finalRows()));
                }
            }
            return expected;
        }
    }

    /** What Postgres says that the row is; null if it is not there. */
    private static JsonNode document(String id, Map<Integer, SimulatedTable.Row> rows) {
        SimulatedTable.Row row = rows.get(Integer.valueOf(id));
        return row == null
                ? null
                : JSON.createObjectNode()
                        .put("id", Integer.parseInt(id))
                        .put("n", row.n())
                        .put("long", row.value());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }
}
