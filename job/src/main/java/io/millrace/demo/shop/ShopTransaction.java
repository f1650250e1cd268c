package io.millrace.demo.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** One transaction of the workload after the other. */
final class ShopTransaction implements AutoCloseable {
    private static final WorkloadCounts INSERT = new WorkloadCounts(1, 0, 0, 0, 0, 0);
    private static final WorkloadCounts UPDATE = new WorkloadCounts(0, 1, 0, 0, 0, 0);
    private static final WorkloadCounts DELETE = new WorkloadCounts(0, 0, 1, 0, 0, 0);
    private static final WorkloadCounts KEY_CHANGE = new WorkloadCounts(0, 0, 0, 1, 0, 0);
    private static final WorkloadCounts COMMIT = new WorkloadCounts(0, 0, 0, 0, 1, 0);
    private static final WorkloadCounts ROLLBACK = new WorkloadCounts(0, 0, 0, 0, 0, 1);

    private final Connection connection;
    private final Random random;
    private final LiveIds ids;
    private final ProductChanges changes;
    private final CommitListener listener;
    private final Map<Long, Instant> touched = new LinkedHashMap<>();
    private long lastTouched;
    private Instant stamp = Instant.EPOCH;

    ShopTransaction(
            Connection connection,
            Random random,
            LiveIds ids,
            ProductChanges changes,
            CommitListener listener) {
        this.connection = connection;
        this.random = random;
        this.ids = ids;
        this.changes = changes;
        this.listener = listener;
    }

    /**
     * Makes up to so many changes: fewer where a row turns out to be gone. Counts what it has
     * committed.
     */
    WorkloadCounts run(int size) throws SQLException {
        WorkloadCounts counts = COMMIT;
        for (int i = 0; i < size; i++) {
            counts = counts.plus(change());
        }
        if (random.nextInt(20) == 0) {
            connection.rollback();
            ids.rollBack();
            counts = ROLLBACK;
        } else {
            long committedNanos = System.nanoTime();
            connection.commit();
            ids.commit();
            touched.forEach((id, updated) -> tell(id, updated, committedNanos));
        }
        touched.clear();
        return counts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void tell(long id, Instant updated, long committedNanos) {
        if (ids.contains(id)) {
            listener.changed(id, updated, committedNanos);
        } else {
            listener.gone(id);
        }
    }

    private WorkloadCounts change() throws SQLException {
        int kind = random.nextInt(100);
        Long id =
                ids.contains(lastTouched) && random.nextInt(4) == 0
                        ? Long.valueOf(lastTouched)
                        : ids.any(random);
        if (id == null || kind < 20) {
            return insert();
        }
        if (kind < 70) {
            return update(id);
        }
        return kind < 85 ? delete(id) : move(id);
    }

    private WorkloadCounts insert() throws SQLException {
        OptionalLong id = changes.insert(sometimesFreed(), next());
        id.ifPresent(ids::add);
        id.ifPresent(this::touch);
        return id.isPresent() ? INSERT : WorkloadCounts.NONE;
    }

    private WorkloadCounts update(long id) throws SQLException {
        if (!changes.update(id, next())) {
            return gone(id);
        }
        touch(id);
        return UPDATE;
    }

    private WorkloadCounts delete(long id) throws SQLException {
        if (!changes.delete(id)) {
            return gone(id);
        }
        ids.free(id);
        touch(id);
        return DELETE;
    }

    private WorkloadCounts move(long from) throws SQLException {
        OptionalLong to = changes.move(from, sometimesFreed(), next());
        if (to.isEmpty()) {
            return WorkloadCounts.NONE;
        }
        ids.free(from);
        touch(from);
        ids.add(to.getAsLong());
        touch(to.getAsLong());
        return KEY_CHANGE;
    }

    /** Somebody else has removed the row. */
    private WorkloadCounts gone(long id) {
        ids.free(id);
        return WorkloadCounts.NONE;
    }

    private Long sometimesFreed() {
        return random.nextInt(4) == 0 ? ids.takeFreed() : null;
    }

    private void touch(long id) {
        touched.put(id, stamp);
        lastTouched = id;
    }

    /** The time, but later than ever before. */
    private Instant next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        stamp = now.isAfter(stamp) ? now : stamp.plus(1, ChronoUnit.MICROS);
        return stamp;
    }
}
