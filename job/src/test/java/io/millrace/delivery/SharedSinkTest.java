package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Claim;
import io.millrace.change.Delivery;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.Holder;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Flows of one table and sink, whose filters rows pass at random. Whatever the order in which the
 * flows' claims meet, and whichever flows there are from one run to the next, each row has the
 * document of the last flow that keeps it, or none.
 */
class SharedSinkTest {
    private static final TableName TABLE = new TableName("public", "products");
    private static final List<List<String>> COMPANIES =
            List.of(List.of("a"), List.of("a", "b"), List.of("b", "c"), List.of("c", "b", "a"));

    private final Map<String, OperatorSubtaskState> savepoint = new HashMap<>();
    private final Map<Address, Delivery> index = new HashMap<>();

    /** Which rows there are, and the version of each. */
    private final Map<String, Long> rows = new TreeMap<>();

    private long lsn;

    @Property(tries = 100)
    void theLastFlowThatKeepsARowHasItsDocument(@ForAll long seed) throws Exception {
        startOver();
        Random random = new Random(seed);
        List<String> company = COMPANIES.get(1 + random.nextInt(3));
        List<Change> history = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            history.add(change("row" + random.nextInt(3), company, List.of("eu", "us"), random));
        }

        run(company, history, random);

        assertIndexHolds(history, company);
    }

    @Property(tries = 100)
    void flowsThatComeAndGoLeaveNothingBehind(@ForAll long seed) throws Exception {
        startOver();
        Random random = new Random(seed);
        List<List<String>> companies = new ArrayList<>(COMPANIES);
        for (int run = 0; run < 2; run++) {
            Collections.shuffle(companies, random);
            List<Change> history = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String row = "row" + random.nextInt(8);
                history.add(change(row, companies.get(0), List.of("eu"), random));
            }
            run(companies.get(0), history, random);
        }
        // One change of each row is enough for what other flows have left.
        List<String> company = companies.get(1);
        List<Change> last = new ArrayList<>();
        for (String row : List.copyOf(rows.keySet())) {
            Action action = random.nextInt(4) == 0 ? Action.DELETE : Action.UPDATE;
            last.add(change(row, action, company, List.of("eu"), random));
        }

        run(company, last, random);

        assertIndexHolds(last, company);
    }

    private void startOver() {
        savepoint.clear();
        index.clear();
        rows.clear();
        lsn = 0;
    }

    /** What becomes of a row, as each flow sees it. */
    private record Change(Map<String, Evaluation> evaluations) {}

    private Change change(String row, List<String> flows, List<String> routes, Random random) {
        if (!rows.containsKey(row)) {
            return change(row, Action.INSERT, flows, routes, random);
        }
        Action action = List.of(Action.UPDATE, Action.READ, Action.DELETE).get(random.nextInt(3));
        return change(row, action, flows, routes, random);
    }

    private Change change(
            String row, Action action, List<String> flows, List<String> routes, Random random) {
        lsn += 100;
        if (action == Action.DELETE) {
            rows.remove(row);
        } else {
            rows.put(row, lsn);
        }
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        for (String flow : flows) {
            boolean kept = action != Action.DELETE && random.nextBoolean();
            String route = routes.get(random.nextInt(routes.size()));
            Json content = kept ? Json.of("\"" + flow + random.nextInt(2) + "\"") : null;
            evaluations.put(
                    flow,
                    new Evaluation(
                            action,
                            new RowKey(TABLE, row),
                            lsn,
                            new Origin(new Position(lsn, 1), 1, 0, null),
                            List.of(new Document(route, row, content))));
        }
        return new Change(evaluations);
    }

    /** From the newest savepoint to the next; state that no operator takes is gone then. */
    private void run(List<String> flows, List<Change> history, Random random) throws Exception {
        Map<String, OperatorSubtaskState> before = Map.copyOf(savepoint);
        savepoint.clear();
        if (flows.size() == 1) {
            String flow = flows.get(0);
            deliver(through(Deliver.toSink(), "deliver-" + flow, of(flow, history), before));
            return;
        }
        Company company = new Company(flows);
        List<Claim> claims = new ArrayList<>();
        for (String flow : flows) {
            claims.addAll(
                    through(
                            Deliver.toOwner(flow, company),
                            "deliver-" + flow,
                            of(flow, history),
                            before));
        }
        List<Claim> decided =
                through(
                        new Owner(company, Owner.TOMBSTONE_RETENTION),
                        "owner",
                        shuffled(claims, random),
                        before,
                        Claim::address,
                        VersionedTypeInfo.ADDRESS);
        deliver(decided.stream().map(Claim::delivery).toList());
    }

    private static List<Evaluation> of(String flow, List<Change> history) {
        return history.stream().map(change -> change.evaluations().get(flow)).toList();
    }

    private <T> List<T> through(
            Deliver<T> deliver,
            String uid,
            List<Evaluation> input,
            Map<String, OperatorSubtaskState> before)
            throws Exception {
        return through(deliver, uid, input, before, Evaluation::key, VersionedTypeInfo.ROW_KEY);
    }

    private <K, I, T> List<T> through(
            KeyedProcessFunction<K, I, T> function,
            String uid,
            List<I> input,
            Map<String, OperatorSubtaskState> before,
            KeySelector<I, K> key,
            TypeInformation<K> keyType)
            throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<K, I, T> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(function), key, keyType)) {
            harness.setup();
            if (before.containsKey(uid)) {
                harness.initializeState(before.get(uid));
            }
            harness.open();
            for (I element : input) {
                harness.processElement(element, 0);
            }
            savepoint.put(uid, harness.snapshot(1, 0));
            return harness.extractOutputValues();
        }
    }

    /** As a target does that checks versions: what is not newer is refused. */
    private void deliver(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            index.merge(
                    new Address(delivery.route(), delivery.id()),
                    delivery,
                    (old, now) -> now.version() > old.version() ? now : old);
        }
    }

    /** Each holder's claims in their order, shuffled among the holders. */
    private static List<Claim> shuffled(List<Claim> claims, Random random) {
        Map<Holder, Deque<Claim>> queues = new LinkedHashMap<>();
        claims.forEach(
                claim ->
                        queues.computeIfAbsent(claim.holder(), holder -> new ArrayDeque<>())
                                .add(claim));
        List<Claim> shuffled = new ArrayList<>();
        while (!queues.isEmpty()) {
            List<Holder> holders = List.copyOf(queues.keySet());
            Holder holder = holders.get(random.nextInt(holders.size()));
            shuffled.add(queues.get(holder).remove());
            if (queues.get(holder).isEmpty()) {
                queues.remove(holder);
            }
        }
        return shuffled;
    }

    private void assertIndexHolds(List<Change> history, List<String> flows) {
        Map<String, Change> newest = new TreeMap<>();
        for (Change change : history) {
            newest.put(change.evaluations().get(flows.get(0)).key().id(), change);
        }
        Map<Address, String> expected = new HashMap<>();
        for (Change change : newest.values()) {
            change.evaluations()
                    .values()
                    .forEach(
                            evaluation ->
                                    evaluation
                                            .documents()
                                            .forEach(document -> expect(document, expected)));
        }
        Map<Address, String> held = new HashMap<>();
        index.forEach(
                (address, delivery) -> {
                    if (!delivery.isDelete()) {
                        held.put(address, delivery.document().toString());
                    }
                });
        assertThat(held).isEqualTo(expected);
    }

    private static void expect(Document document, Map<Address, String> expected) {
        if (document.content() != null) {
            expected.put(
                    new Address(document.route(), document.id()), document.content().toString());
        }
    }
}
