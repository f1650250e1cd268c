package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.PositionLostException;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A publication has tables by their ids, and a pipeline by their names: where these part while it
 * runs, that ends in an error rather than in silence.
 */
class PublicationIT {
    private TestDatabase database;
    private TestSlot slot;

    @BeforeEach
    void createSlot() throws Exception {
        database = TestDatabase.create();
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        slot = TestSlot.on(database, "public.t");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aTableWhoseNameAnotherHasTakenUnpublishedStopsTheReaderByItsNextChange() throws Exception {
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t VALUES (1, 'v')");
            reader.emit(1);
            database.execute(
                    "ALTER TABLE t RENAME TO former",
                    "CREATE TABLE t (v integer, id text PRIMARY KEY)",
                    "INSERT INTO t VALUES (1, 'not published')",
                    "INSERT INTO former VALUES (2, 'v')");
            assertLacksTable(reader);
        }
    }

    @Test
    void aTableThatTakesTheNameIsReadOnceItIsPublished() throws Exception {
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t VALUES (1, 'v')");
            reader.emit(1);
            database.execute(
                    "ALTER TABLE t RENAME TO former",
                    "CREATE TABLE t (v integer, id text PRIMARY KEY)",
                    "ALTER PUBLICATION " + slot.name() + " ADD TABLE t",
                    "INSERT INTO former VALUES (2, 'v')",
                    "INSERT INTO t VALUES (3, 'new')");
            reader.emit(1);
            assertThat(reader.lastEmitted().key()).hasToString("public.t/new");
            assertThat(reader.lastEmitted().record()).hasToString("{\"v\":3,\"id\":\"new\"}");
        }
    }

    @Test
    void aTableThatIsMadeAnewUnpublishedStopsTheReaderWithoutAChange() throws Exception {
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t VALUES (1, 'v')");
            reader.emit(1);
            database.execute("DROP TABLE t", "CREATE TABLE t (id bigint PRIMARY KEY, v text)");
            assertLacksTable(reader);
        }
    }

    @Test
    void whoeverAltersATableDoesNotKeepTheReaderFromConnecting() throws Exception {
        database.execute("CREATE TABLE u (id bigint PRIMARY KEY)");
        database.execute("SELECT pg_drop_replication_slot('" + slot.name() + "')");
        TestSlot both = TestSlot.on(database, "public.t", "public.u");
        database.execute("INSERT INTO u VALUES (1)");
        try (Connection session = database.connect();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("ALTER TABLE t ADD COLUMN w text");
            try (DrivenReader reader = both.read()) {
                reader.emit(1);
                assertThat(reader.lastEmitted().key()).hasToString("public.u/1");
            }
        }
    }

    private void assertLacksTable(DrivenReader reader) {
        assertThatThrownBy(() -> reader.emit(1))
                .rootCause()
                .isInstanceOf(PositionLostException.class)
                .hasMessage(
                        "The publication '"
                                + slot.name()
                                + "' lacks public.t, so that changes since the last checkpoint would"
                                + " be missing. Resume from a newer savepoint, or begin anew with"
                                + " --fresh, which reads the tables again");
    }
}
