package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Address;
import io.millrace.change.Claim;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
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
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Rows that hold ids in turn, no two the same one when a transaction ends, as a unique column does.
 * Whatever the order in which the rows' claims meet, the documents end as the table does.
 */
class SharedIdsTest {
    private static final Company COMPANY = new Company(List.of("flow"));
    private static final TableName TABLE = new TableName("public", "products");
    private static final List<String> ROWS = List.of("a", "b", "c", "d");

    @Property(tries = 1000)
    void theDocumentsEndAsTheTableDoes(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, String> skus = new TreeMap<>();
        List<Evaluation> history = new ArrayList<>();
        for (long commit = 10; commit < 20; commit++) {
            history.addAll(transaction(skus, commit, random));
        }
        Map<Address, String> expected = new HashMap<>();
        skus.forEach((row, sku) -> expected.put(new Address(null, sku), content(row)));

        List<Claim> arriving = shuffled(claims(history), random);

        assertThat(Sent.held(decided(arriving).stream().map(Claim::delivery).toList()))
                .isEqualTo(expected);
    }

    /** Gives rows other skus, or none, in any order of the rows. */
    private static List<Evaluation> transaction(
            Map<String, String> skus, long commit, Random random) {
        List<String> free = new ArrayList<>(List.of("x", "y", "z", "w"));
        Collections.shuffle(free, random);
        List<String> changed = new ArrayList<>(ROWS);
        Collections.shuffle(changed, random);
        changed = changed.subList(0, 1 + random.nextInt(ROWS.size()));
        Map<String, String> before = new TreeMap<>(skus);
        skus.keySet().removeAll(changed);
        free.removeAll(skus.values());
        List<Evaluation> evaluations = new ArrayList<>();
        for (String row : changed) {
            String old = before.get(row);
            String now = free.isEmpty() || random.nextInt(4) == 0 ? null : free.remove(0);
            if (now != null) {
                skus.put(row, now);
            }
            Position position = new Position(commit, evaluations.size() + 1);
            if (old != null || now != null) {
                evaluations.add(evaluation(row, old, now, position));
            }
        }
        return evaluations;
    }

    private static Evaluation evaluation(String row, String old, String now, Position position) {
        Action action = now == null ? Action.DELETE : old == null ? Action.INSERT : Action.UPDATE;
        Json content = now == null ? null : Json.of(content(row));
        return new Evaluation(
                action,
                new RowKey(TABLE, row),
                position.lsn(),
                new Origin(position, 1, 0, null),
                List.of(new Document(null, now == null ? old : now, content)));
    }

    private static String content(String row) {
        return "\"" + row + "\"";
    }

    /** Each row's claims in their order, shuffled among the rows. */
    private static List<Claim> shuffled(List<Claim> claims, Random random) {
        Map<RowKey, Deque<Claim>> queues = new LinkedHashMap<>();
        claims.forEach(
                claim ->
                        queues.computeIfAbsent(claim.holder().row(), row -> new ArrayDeque<>())
                                .add(claim));
        List<Claim> shuffled = new ArrayList<>();
        while (!queues.isEmpty()) {
            List<RowKey> rows = List.copyOf(queues.keySet());
            RowKey row = rows.get(random.nextInt(rows.size()));
            shuffled.add(queues.get(row).remove());
            if (queues.get(row).isEmpty()) {
                queues.remove(row);
            }
        }
        return shuffled;
    }

    private static List<Claim> claims(List<Evaluation> history) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<RowKey, Evaluation, Claim> deliver =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(Deliver.toOwner("flow", COMPANY)),
                        Evaluation::key,
                        VersionedTypeInfo.ROW_KEY)) {
            deliver.open();
            for (Evaluation evaluation : history) {
                deliver.processElement(evaluation, 0);
            }
            return deliver.extractOutputValues();
        }
    }

    private static List<Claim> decided(List<Claim> arriving) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<Address, Claim, Claim> owner =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Owner(COMPANY, Owner.TOMBSTONE_RETENTION)),
                        Claim::address,
                        VersionedTypeInfo.ADDRESS)) {
            owner.open();
            for (Claim claim : arriving) {
                owner.processElement(claim, 0);
            }
            return owner.extractOutputValues();
        }
    }
}
