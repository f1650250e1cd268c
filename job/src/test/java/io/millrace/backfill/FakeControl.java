package io.millrace.backfill;

import io.millrace.change.TableName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/** The control table as a map; fails as long as it is told to. */
final class FakeControl implements Control {
    final Map<Long, Backfill> rows = new TreeMap<>();
    boolean lost;

    Backfill row(long id) {
        return rows.get(id);
    }

    long request(String flow, String table, BackfillPhase phase) {
        return add(
                new BackfillRequest(flow, TableName.parse(table), null, BackfillReason.REQUEST),
                phase);
    }

    void set(long id, BackfillPhase phase) {
        rows.computeIfPresent(id, (same, row) -> with(row, phase, row.rows().read(), null));
    }

    @Override
    public List<Backfill> find(Collection<Long> known, long after) throws SQLException {
        requireConnection();
        return rows.values().stream()
                .filter(
                        row ->
                                known.contains(row.id())
                                        || row.id() > after
                                        || row.phase() == BackfillPhase.REQUESTED)
                .toList();
    }

    @Override
    public void request(List<BackfillRequest> initial) throws SQLException {
        requireConnection();
        for (BackfillRequest request : initial) {
            boolean open =
                    rows.values().stream()
                            .anyMatch(
                                    row ->
                                            row.phase().open()
                                                    && row.request()
                                                            .flowTable()
                                                            .equals(request.flowTable()));
            if (!open) {
                add(request, BackfillPhase.REQUESTED);
            }
        }
    }

    @Override
    public void started(long id, long rowsEstimated) throws SQLException {
        requireConnection();
        if (rows.get(id).phase() == BackfillPhase.REQUESTED) {
            set(id, BackfillPhase.RUNNING);
        }
    }

    @Override
    public void progress(long id, long rowsRead) throws SQLException {
        requireConnection();
        rows.computeIfPresent(id, (same, row) -> with(row, row.phase(), rowsRead, row.error()));
    }

    @Override
    public void ended(Ending ending) throws SQLException {
        requireConnection();
        rows.computeIfPresent(
                ending.id(),
                (id, row) ->
                        row.phase().open()
                                ? with(row, ending.phase(), ending.rowsRead(), ending.error())
                                : row);
    }

    @Override
    public void abort() {}

    private long add(BackfillRequest request, BackfillPhase phase) {
        long id = rows.size() + 1;
        rows.put(
                id,
                new Backfill(
                        id,
                        request,
                        phase,
                        new BackfillRows(null, 0),
                        new BackfillTimes(Instant.EPOCH, null, null, Instant.EPOCH),
                        null));
        return id;
    }

    private static Backfill with(
            Backfill row, BackfillPhase phase, long read, @Nullable String error) {
        return new Backfill(
                row.id(),
                row.request(),
                phase,
                new BackfillRows(row.rows().estimated(), read),
                row.times(),
                error);
    }

    private void requireConnection() throws SQLException {
        if (lost) {
            throw new SQLException("Connection lost", "08006");
        }
    }
}
