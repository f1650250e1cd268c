package io.millrace.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.change.Action;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import io.millrace.config.RowImages;
import io.millrace.row.SimulatedTable.Logged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * Random histories with crashes and replays: a target that refuses older versions ends up with the
 * rows of the table, whatever the log leaves out.
 */
class LatestRowPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNLOGGED = 4;
    private static final int LOGGED = 25;

    private final TruncateSpread spread = new TruncateSpread(LatestRowHarness.MAX_PARALLELISM);

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void atRestTheTargetHasTheRowsOfTheTable(
            @ForAll long seed, @ForAll boolean full, @ForAll RowImages images) throws Exception {
        Random random = new Random(seed);
        SimulatedTable table = new SimulatedTable(random, full, UNLOGGED, LOGGED);
        Target target = new Target();
        Run run = new Run(table, images, target);
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
        run.close();
        target.assertHolds(table.finalRows());
    }

    /** What a restart begins with. */
    private record Checkpoint(
            OperatorSubtaskState state,
            int next,
            Map<String, JsonNode> known,
            Map<String, Integer> shown) {}

    /** A subtask on its way through the log. */
    private final class Run {
        private final SimulatedTable table;
        private final RowImages images;
        private final Target target;
        private LatestRowHarness harness;
        private int next;
        private Map<String, Long> versions = new HashMap<>();

        /** The rows as they last passed, where they were whole. */
        private Map<String, JsonNode> known = new HashMap<>();

        /** At least how many changes of the table each row has shown. */
        private Map<String, Integer> shown = new HashMap<>();

        Run(SimulatedTable table, RowImages images, Target target) throws Exception {
            this.table = table;
            this.images = images;
            this.target = target;
            this.harness = LatestRowHarness.setup().images(images).source(table).open();
        }

        boolean hasNext() {
            return next < table.log().size();
        }

        void next() throws Exception {
            Logged logged = table.log().get(next++);
            table.reach(logged.transaction());
            List<RowChange> copies = new ArrayList<>();
            spread.flatMap(logged.change(), new ListCollector<>(copies));
            for (RowChange copy : copies) {
                harness.process(copy);
            }
            for (VersionedChange passed : harness.passed()) {
                check(passed);
                target.accept(passed);
            }
        }

        Checkpoint checkpoint() throws Exception {
            return new Checkpoint(
                    harness.snapshot(), next, new HashMap<>(known), new HashMap<>(shown));
        }

        void restore(Checkpoint checkpoint, int replayed) throws Exception {
            harness =
                    LatestRowHarness.setup().images(images).source(table).restore(checkpoint.state);
            next = Math.max(0, checkpoint.next - replayed);
            versions = new HashMap<>();
            known = new HashMap<>(checkpoint.known);
            shown = new HashMap<>(checkpoint.shown);
        }

        void close() throws Exception {
            harness.close();
        }

        private void check(VersionedChange passed) {
            RowChange change = passed.change();
            String id = change.key().id();
            Long version = versions.put(id, passed.version());
            assertThat(passed.version()).isGreaterThan(version == null ? 0 : version);
            boolean gone = change.action() == Action.DELETE || change.action() == Action.TRUNCATE;
            JsonNode before = gone ? known.remove(id) : known.get(id);
            if (!change.gaps().isEmpty()) {
                known.remove(id);
                return;
            }
            JsonNode record = parse(change.record().toString());
            if (change.action() == Action.UPDATE && passed.changes() != null && before != null) {
                ObjectNode former = record.deepCopy();
                former.setAll((ObjectNode) parse(passed.changes().toString()));
                assertThat(former).isEqualTo(before);
                parse(passed.changes().toString())
                        .fieldNames()
                        .forEachRemaining(
                                column ->
                                        assertThat(record.get(column))
                                                .isNotEqualTo(before.get(column)));
            }
            if (gone && before != null && !id.isEmpty()) {
                assertThat(record).isEqualTo(before);
            }
            if (!gone) {
                known.put(id, record);
                assertNeverBackwards(id, record);
            }
        }

        private void assertNeverBackwards(String id, JsonNode record) {
            int step = shown.getOrDefault(id, 0);
            while (step < table.steps().size()
                    && !record.equals(document(id, table.steps().get(step)))) {
                step++;
            }
            assertThat(step).as("a state of %s from now on", id).isLessThan(table.steps().size());
            shown.put(id, step);
        }
    }

    /** Takes what is newer than what it has, and nothing incomplete. */
    private static final class Target {
        private final Map<String, Long> versions = new HashMap<>();
        private final Map<String, JsonNode> documents = new TreeMap<>();

        void accept(VersionedChange passed) {
            RowChange change = passed.change();
            String id = change.key().id();
            boolean gone = change.action() == Action.DELETE || change.action() == Action.TRUNCATE;
            if (!gone && !change.gaps().isEmpty()
                    || passed.version() <= versions.getOrDefault(id, 0L)) {
                return;
            }
            versions.put(id, passed.version());
            if (gone) {
                documents.remove(id);
            } else {
                documents.put(id, parse(change.record().toString()));
            }
        }

        /** Rows that the log does not mention are unknown. */
        void assertHolds(Map<Integer, SimulatedTable.Row> rows) {
            Map<String, JsonNode> expected = new TreeMap<>();
            rows.forEach(
                    (id, row) -> {
                        if (versions.containsKey(id.toString())) {
                            expected.put(id.toString(), document(id.toString(), rows));
                        }
                    });
            assertThat(documents).isEqualTo(expected);
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
