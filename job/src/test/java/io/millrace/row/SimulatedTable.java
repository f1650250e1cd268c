package io.millrace.row;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.Reading;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random history of a table {@code (id, n, long)}, as its rows are after each transaction, and as
 * the log tells it: of long values only what was set. The ids of transactions are not in the order
 * of their commits.
 */
final class SimulatedTable implements SourceRows {
    private static final long serialVersionUID = 1L;
    private static final TableName NAME = new TableName("public", "t");
    private static final int IDS = 4;
    private static final long FIRST_TRANSACTION = (1L << 32) - 20;

    /**
     * @param value null for null
     */
    record Row(int n, String value) {}

    /** What the log has. */
    record Logged(int transaction, RowChange change) {}

    private final transient Random random;
    private final boolean full;
    private final transient List<Map<Integer, Row>> states = new ArrayList<>();
    private final transient List<Long> ids = new ArrayList<>();
    private final transient List<Logged> log = new ArrayList<>();
    private final transient List<Map<Integer, Row>> steps = new ArrayList<>();
    private final transient Map<Integer, Row> rows = new TreeMap<>();
    private int now;
    private int visible;

    /** The log moves on from one to the next. */
    private int reads;

    private long index;

    /**
     * @param full whether the log has whole old rows
     * @param unlogged how many transactions come before the log begins
     */
    SimulatedTable(Random random, boolean full, int unlogged, int logged) {
        this.random = random;
        this.full = full;
        int count = unlogged + logged;
        for (int i = 0; i < count; i++) {
            ids.add(FIRST_TRANSACTION + i);
        }
        for (int i = 0; i < count; i += 3) {
            Collections.shuffle(ids.subList(i, Math.min(i + 3, count)), random);
        }
        for (int i = 0; i < count; i++) {
            index = 0;
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                change();
                steps.add(new TreeMap<>(rows));
            }
            states.add(new TreeMap<>(rows));
            if (i < unlogged) {
                log.clear();
            }
        }
        now = Math.max(0, unlogged - 1);
    }

    List<Logged> log() {
        return log;
    }

    /** The server has committed this transaction, and perhaps some more. */
    void reach(int transaction) {
        now = Math.max(now, transaction);
        now = Math.min(states.size() - 1, now + random.nextInt(3));
    }

    /** The table after each change, in their order. */
    List<Map<Integer, Row>> steps() {
        return steps;
    }

    Map<Integer, Row> finalRows() {
        return rows;
    }

    @Override
    public Optional<ReadRow> read(RowKey key, long transactionId) {
        Row row = states.get(now).get(Integer.valueOf(key.id()));
        Snapshot snapshot = snapshot();
        if (!snapshot.shows(transactionId)) {
            throw new AssertionError(transactionId + " is not visible in " + snapshot);
        }
        return Optional.ofNullable(row)
                .map(found -> new ReadRow(asJsonb(key, found), snapshot, lsn(now)));
    }

    /**
     * All rows, as a backfill reads them now, in one snapshot or in one each. It may see less than
     * what the log has, since that has commits a moment before they can be seen.
     */
    List<RowChange> backfill(String flow, boolean oneSnapshot) {
        List<RowChange> rows = new ArrayList<>();
        visible = Math.max(visible, now - random.nextInt(3));
        reads++;
        for (int id = 0; id < IDS; id++) {
            if (!oneSnapshot) {
                visible = Math.max(visible, now - random.nextInt(3));
            }
            Row row = states.get(visible).get(id);
            if (row != null) {
                rows.add(
                        RowChange.of(
                                Action.READ,
                                key(id),
                                asLogged(id, row, true),
                                Origin.ofRead(
                                        lsn(now) + reads, new Reading(flow, snapshot(visible)))));
            }
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    /** The position up to which the log is seen with the end of this transaction. */
    long watermark(int transaction) {
        return lsn(transaction + 1) - 1;
    }

    private Snapshot snapshot() {
        return snapshot(now);
    }

    private Snapshot snapshot(int last) {
        List<Long> over = ids.subList(0, last + 1);
        long xmax = Collections.max(over) + 1;
        TreeSet<Long> running = new TreeSet<>(ids.subList(last + 1, ids.size()));
        running.removeIf(id -> id >= xmax);
        return new Snapshot(running.isEmpty() ? xmax : running.first(), xmax, List.copyOf(running));
    }

    private void change() {
        int id = random.nextInt(IDS);
        Row row = rows.get(id);
        int kind = random.nextInt(20);
        if (kind == 0) {
            rows.clear();
            add(RowChange.truncate(NAME, origin()));
        } else if (row == null) {
            insert(id, new Row(random.nextInt(3), randomValue()));
        } else if (kind < 4) {
            delete(id);
        } else if (kind < 7) {
            move(id, row);
        } else {
            boolean sameValue = random.nextInt(3) > 0;
            Row after = new Row(random.nextInt(3), sameValue ? row.value : randomValue());
            rows.put(id, after);
            add(updated(Action.UPDATE, id, after, sameValue, full ? former(row, after) : null));
        }
    }

    private void insert(int id, Row row) {
        rows.put(id, row);
        add(updated(Action.INSERT, id, row, false, null));
    }

    private void delete(int id) {
        Row row = rows.remove(id);
        Json record = full ? asLogged(id, row, true) : Json.of("{\"id\":" + id + "}");
        Gaps gaps = full ? Gaps.NONE : Gaps.IDENTITY_ONLY;
        add(new RowChange(Action.DELETE, key(id), record, gaps, null, origin()));
    }

    private void move(int id, Row row) {
        int other = random.nextInt(IDS);
        if (!rows.containsKey(other)) {
            delete(id);
            rows.put(other, row);
            add(updated(Action.INSERT, other, row, true, null));
        }
    }

    private RowChange updated(Action action, int id, Row row, boolean sameValue, Json changes) {
        boolean gap = !full && sameValue && row.value != null;
        return new RowChange(
                action,
                key(id),
                asLogged(id, row, !gap),
                gap ? Gaps.of(List.of("long")) : Gaps.NONE,
                changes,
                origin());
    }

    private void add(RowChange change) {
        log.add(new Logged(states.size(), change));
    }

    private Origin origin() {
        index++;
        int transaction = states.size();
        return new Origin(new Position(lsn(transaction), index), ids.get(transaction), 0, null);
    }

    private static long lsn(int transaction) {
        return 1000 + transaction * 100L;
    }

    private String randomValue() {
        return random.nextInt(4) == 0 ? null : "v" + random.nextInt(3);
    }

    private static RowKey key(int id) {
        return new RowKey(NAME, Integer.toString(id));
    }

    private static Json former(Row before, Row after) {
        StringBuilder json = new StringBuilder("{");
        if (before.n != after.n) {
            json.append("\"n\":").append(before.n);
        }
        if (!Objects.equals(before.value, after.value)) {
            json.append(json.length() > 1 ? "," : "").append("\"long\":").append(text(before));
        }
        return Json.of(json.append('}').toString());
    }

    private static Json asLogged(int id, Row row, boolean withValue) {
        String value = withValue ? ",\"long\":" + text(row) : "";
        return Json.of("{\"id\":" + id + ",\"n\":" + row.n + value + "}");
    }

    private static Json asJsonb(RowKey key, Row row) {
        return Json.of(
                "{\"n\": " + row.n + ", \"id\": " + key.id() + ", \"long\": " + text(row) + "}");
    }

    private static String text(Row row) {
        return row.value == null ? "null" : "\"" + row.value + "\"";
    }

    @Override
    public void close() {}
}
