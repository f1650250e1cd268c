package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.RowChange;
import io.millrace.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalReaderIT {
    private TestDatabase database;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void changesAreNumberedWithinTheirTransaction() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t VALUES (1, 'a')");
            database.transaction(
                    "INSERT INTO t VALUES (2, 'b')",
                    "UPDATE t SET v = 'c' WHERE id = 1",
                    "UPDATE t SET id = 3 WHERE id = 2",
                    "DELETE FROM t WHERE id = 1");
            reader.emit(6);
            List<RowChange> changes = reader.emitted();
            assertThat(changes)
                    .extracting(RowChange::action)
                    .containsExactly(
                            Action.INSERT,
                            Action.INSERT,
                            Action.UPDATE,
                            Action.DELETE,
                            Action.INSERT,
                            Action.DELETE);
            assertThat(changes)
                    .extracting(change -> change.position().index())
                    .containsExactly(1L, 1L, 2L, 3L, 4L, 5L);
            assertThat(changes)
                    .extracting(change -> change.key().id())
                    .containsExactly("1", "2", "1", "2", "3", "1");
            assertThat(changes)
                    .extracting(change -> change.record().toString())
                    .containsExactly(
                            "{\"id\":1,\"v\":\"a\"}",
                            "{\"id\":2,\"v\":\"b\"}",
                            "{\"id\":1,\"v\":\"c\"}",
                            "{\"id\":2,\"v\":\"b\"}",
                            "{\"id\":3,\"v\":\"b\"}",
                            "{\"id\":1,\"v\":\"c\"}");
            assertThat(changes.subList(1, 6))
                    .extracting(change -> change.position().lsn())
                    .containsOnly(changes.get(5).position().lsn());
            assertThat(changes.get(1).position().isAfter(changes.get(0).position())).isTrue();
        }
    }
}
