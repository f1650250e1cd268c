package io.millrace.source.wal;

import io.millrace.change.Lsn;
import io.millrace.change.TableName;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.source.SlotLifecycle;
import io.millrace.source.SlotSpec;
import io.millrace.source.SlotStart;
import io.millrace.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A new slot on tables of a test's database, and readers of it. */
final class TestSlot {
    private final TestDatabase database;
    private final SlotSpec spec;
    private final WalSplit start;

    private TestSlot(TestDatabase database, SlotSpec spec, WalSplit start) {
        this.database = database;
        this.spec = spec;
        this.start = start;
    }

    /** Creates slot and publication as a first start does. */
    static TestSlot on(TestDatabase database, String... tables) throws SQLException {
        return via(database.source(), database, tables);
    }

    /**
     * @param source another way to the same database
     */
    static TestSlot via(SourceSpec source, TestDatabase database, String... tables)
            throws SQLException {
        Catalog catalog = new Catalog(database.connection());
        List<Table> found = new ArrayList<>();
        for (String table : tables) {
            found.add(catalog.table(TableName.parse(table)).orElseThrow());
        }
        SlotSpec spec = SlotSpec.of(database.name(), source, found);
        long startLsn =
                new SlotLifecycle(database.connection(), spec, new WalReader())
                        .prepare(SlotStart.FIRST);
        return new TestSlot(database, spec, WalSplit.unread(spec.slot(), startLsn));
    }

    SlotSpec spec() {
        return spec;
    }

    String name() {
        return spec.slot();
    }

    /** The state of a first start. */
    WalSplit start() {
        return start;
    }

    DrivenReader read() {
        return readFrom(start);
    }

    DrivenReader readFrom(WalSplit state) {
        return new DrivenReader(spec, 0, state);
    }

    DrivenReader read(int checkpointsKept) {
        return new DrivenReader(spec, checkpointsKept, start);
    }

    long confirmedLsn() throws SQLException {
        return Lsn.parse(of("confirmed_flush_lsn"));
    }

    boolean isActive() throws SQLException {
        return of("active").equals("t");
    }

    /** The process of the server that sends it. */
    long activePid() throws SQLException {
        return Long.parseLong(of("active_pid"));
    }

    String walStatus() throws SQLException {
        return of("wal_status");
    }

    /** Cuts the reader off. */
    void terminate() throws SQLException {
        database.execute(
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name"
                        + " = '"
                        + name()
                        + "'");
    }

    private String of(String column) throws SQLException {
        return database.value(
                "SELECT "
                        + column
                        + " FROM pg_replication_slots WHERE slot_name = '"
                        + name()
                        + "'");
    }
}
