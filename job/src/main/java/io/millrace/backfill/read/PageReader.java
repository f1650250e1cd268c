package io.millrace.backfill.read;

import io.millrace.backfill.chunk.Chunk;
import io.millrace.backfill.read.Fetched.Page;
import io.millrace.backfill.read.Fetched.Row;
import io.millrace.backfill.table.ReadingSession;
import io.millrace.backfill.table.Session;
import io.millrace.backfill.table.TableScan;
import io.millrace.backfill.table.TableScans;
import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Lsn;
import io.millrace.change.Origin;
import io.millrace.change.Reading;
import io.millrace.change.RowChange;
import io.millrace.change.Snapshot;
import io.millrace.change.TableName;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Reads chunks page by page, each in a transaction that is over when the page is returned. Serves
 * one thread; another may {@link #abort} it.
 */
final class PageReader implements AutoCloseable {
    private static final int MAX_ROWS = 4096;
    private static final long MAX_BYTES = 8 << 20;

    /**
     * What the rows show, and then where the log is. A standby shows a transaction a moment before
     * it says that its log is replayed so far.
     */
    private static final String LOOK =
            """
            SELECT pg_catalog.pg_current_snapshot()::text,
                   CASE WHEN pg_is_in_recovery()
                        THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                        ELSE pg_current_wal_insert_lsn() END
            """;

    private final Session session;
    private final Map<TableName, Table> tables = new HashMap<>();
    private final Map<TableName, RowKeys> keys = new HashMap<>();
    private final FetchSize fetchSize = new FetchSize();
    @Nullable private Chunk scanned;
    @Nullable private TableScan scan;

    PageReader(SourceSpec source, Iterable<Table> tables) {
        this.session = new Session(() -> ReadingSession.open(source));
        for (Table table : tables) {
            this.tables.put(table.name(), table);
            keys.put(table.name(), new RowKeys(table));
        }
    }

    /**
     * Reads on behind a key.
     *
     * @param limit of rows; a page has fewer where they are large
     * @throws SQLException in whatever way; the next page is then read in another session
     */
    Page read(Chunk chunk, List<String> after, int limit) throws SQLException {
        try {
            return session.use(
                    open -> {
                        Page page = read(open, chunk, after, Math.min(limit, MAX_ROWS));
                        open.commit();
                        return page;
                    });
        } catch (SQLException e) {
            scanned = null;
            throw e;
        }
    }

    /** Ends the session, in its own thread. */
    @Override
    public void close() throws SQLException {
        session.close();
    }

    /** Ends the session, even in the middle of a statement. */
    void abort() throws SQLException {
        session.abort();
    }

    private Page read(Connection open, Chunk chunk, List<String> after, int limit)
            throws SQLException {
        Origin origin = look(open, chunk.scope().flow());
        if (scan == null || !chunk.equals(scanned)) {
            scan = TableScans.of(open, table(chunk));
            scanned = chunk;
        }
        try (PreparedStatement statement = open.prepareStatement(scan.page(chunk, after, limit))) {
            int parameter = 0;
            for (String value : TableScan.parameters(after, chunk.upTo())) {
                statement.setObject(++parameter, value, Types.OTHER);
            }
            statement.setFetchSize(fetchSize.rows());
            try (ResultSet rows = statement.executeQuery()) {
                return page(chunk, rows, origin, limit);
            }
        }
    }

    private Page page(Chunk chunk, ResultSet rows, Origin origin, int limit) throws SQLException {
        RowKeys rowKeys = keys.get(chunk.scope().table());
        int keyColumns = scan.key().size();
        List<Row> page = new ArrayList<>();
        long bytes = 0;
        boolean full = false;
        while (!full && rows.next()) {
            List<String> key = new ArrayList<>(keyColumns);
            for (int i = 1; i <= keyColumns; i++) {
                key.add(rows.getString(i));
            }
            Json record = Json.ofUtf8(rows.getBytes(keyColumns + 1));
            page.add(new Row(RowChange.of(Action.READ, rowKeys.of(record), record, origin), key));
            bytes += record.utf8().length;
            full = page.size() == limit || bytes >= MAX_BYTES;
        }
        fetchSize.read(page.size(), bytes);
        return new Page(chunk.id(), page, !full);
    }

    private static Origin look(Connection open, String flow) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            Snapshot snapshot = Snapshot.parse(row.getString(1));
            long lsn = LogPosition.lastBefore(Lsn.parse(row.getString(2)));
            return Origin.ofRead(lsn, new Reading(flow, snapshot));
        }
    }

    private Table table(Chunk chunk) throws SQLException {
        Table table = tables.get(chunk.scope().table());
        if (table == null) {
            throw new SQLException(
                    "The flow '" + chunk.scope().flow() + "' does not read it", "42P01");
        }
        return table;
    }
}
