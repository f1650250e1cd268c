package io.millrace.row;

import static io.millrace.row.LatestRowHarness.json;
import static io.millrace.testing.JsonAssertions.assertSameDocuments;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.RowImages;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.source.SlotLifecycle;
import io.millrace.source.SlotSpec;
import io.millrace.source.SlotStart;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of a real server, made whole: by its key alone a row is known there. */
class LoggedRowsIT {
    private static final Gaps LONG = Gaps.of(List.of("long"));

    private TestDatabase database;

    @BeforeEach
    void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, n int, long text STORAGE EXTERNAL)",
                "INSERT INTO t VALUES (1, 1, repeat('long', 2000))");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aRowThatWasThereBeforeIsReadAgainOnce() throws Exception {
        try (Changes changes = follow(RowImages.AUTO)) {
            database.execute("UPDATE t SET n = 2");
            VersionedChange first = changes.next();
            assertWhole(first);
            assertThat(first.change().action()).isEqualTo(Action.UPDATE);
            assertThat(first.changes()).isNull();

            database.execute("UPDATE t SET n = 3");
            VersionedChange second = changes.next();
            assertWhole(second);
            assertThat(second.changes()).isEqualTo(json("{'n': 2}"));

            database.execute("DELETE FROM t");
            VersionedChange delete = changes.next();
            assertThat(delete.change().action()).isEqualTo(Action.DELETE);
            assertThat(delete.change().gaps()).isEqualTo(Gaps.NONE);
            assertThat(delete.change().record()).isEqualTo(second.change().record());
        }
    }

    @Test
    void whatItShowedAlreadyPassesAsItWasRead() throws Exception {
        try (Changes changes = follow(RowImages.AUTO)) {
            changes.pause();
            database.transaction("UPDATE t SET n = 2", "UPDATE t SET n = 3");
            database.execute("UPDATE t SET n = 4", "UPDATE t SET n = 5, long = 'short'");
            changes.resume();
            VersionedChange first = changes.next();
            assertWhole(first);
            assertThat(first.change().record().toString()).contains("\"n\": 5");
            assertThat(changes.next(3))
                    .allSatisfy(
                            again ->
                                    assertThat(again.change().record())
                                            .isEqualTo(first.change().record()));

            database.execute("UPDATE t SET n = 6");
            VersionedChange next = changes.next();
            assertWhole(next);
            assertThat(next.changes()).isEqualTo(json("{'n': 5}"));
        }
    }

    @Test
    void aRowThatIsGoneIsFollowedByItsDelete() throws Exception {
        try (Changes changes = follow(RowImages.AUTO)) {
            changes.pause();
            database.execute("UPDATE t SET n = 2", "DELETE FROM t");
            changes.resume();
            assertThat(changes.next().change().gaps()).isEqualTo(LONG);
            assertThat(changes.next().change().action()).isEqualTo(Action.DELETE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEFAULT", "FULL"})
    void changesAreToldUnderEveryReplicaIdentity(String identity) throws Exception {
        database.execute("ALTER TABLE t REPLICA IDENTITY " + identity);
        try (Changes changes = follow(RowImages.AUTO)) {
            database.execute(
                    "INSERT INTO t VALUES (2, 1, repeat('x', 8000))",
                    "UPDATE t SET n = 2 WHERE id = 2",
                    "UPDATE t SET n = NULL, long = 'y' WHERE id = 2",
                    "UPDATE t SET n = n WHERE id = 2",
                    "DELETE FROM t WHERE id = 2");
            List<VersionedChange> found = changes.next(5);
            assertThat(found)
                    .extracting(change -> String.valueOf(change.changes()))
                    .containsExactly(
                            "null",
                            "{\"n\":1}",
                            "{\"n\":2,\"long\":\"" + "x".repeat(8000) + "\"}",
                            "{}",
                            "null");
            assertThat(found.get(4).change().record())
                    .isEqualTo(json("{'id':2,'n':null,'long':'y'}"));
            assertThat(found.get(1).change().record().toString()).contains("x".repeat(8000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "NEVER"})
    void aRowThatMovesToAnotherKeyIsWhole(RowImages images) throws Exception {
        try (Changes changes = follow(images)) {
            database.execute("UPDATE t SET id = 2");
            assertThat(changes.next().change().action()).isEqualTo(Action.DELETE);
            VersionedChange moved = changes.next();
            assertThat(moved.change().action()).isEqualTo(Action.INSERT);
            assertWhole(moved);
        }
    }

    @Test
    void withoutImagesEachRowIsReadAgain() throws Exception {
        try (Changes changes = follow(RowImages.NEVER)) {
            for (int n = 2; n < 5; n++) {
                database.execute("UPDATE t SET n = " + n);
                VersionedChange update = changes.next();
                assertWhole(update);
                assertThat(update.changes()).isNull();
            }
        }
    }

    @Test
    void aTruncateTakesTheRowsThatAreKnown() throws Exception {
        try (Changes changes = follow(RowImages.AUTO)) {
            database.execute("INSERT INTO t SELECT i, i, 'v' FROM generate_series(2, 50) i");
            changes.next(49);
            database.transaction("TRUNCATE t", "INSERT INTO t VALUES (2, 0, 'new')");

            List<VersionedChange> found = changes.next(51);
            assertThat(found)
                    .filteredOn(change -> change.change().action() == Action.TRUNCATE)
                    .hasSize(50)
                    .filteredOn(change -> !change.change().key().id().isEmpty())
                    .hasSize(49)
                    .allSatisfy(
                            change ->
                                    assertThat(change.change().record())
                                            .isEqualTo(
                                                    json(
                                                            "{'id':#,'n':#,'long':'v'}"
                                                                    .replace(
                                                                            "#",
                                                                            change.change()
                                                                                    .key()
                                                                                    .id()))));
            assertThat(found)
                    .filteredOn(change -> change.change().action() == Action.INSERT)
                    .hasSize(1);
        }
    }

    /** What comes out behind the log and the state of rows. */
    private static final class Changes implements AutoCloseable {
        private final TestDatabase database;
        private final CloseableIterator<VersionedChange> changes;

        Changes(TestDatabase database, CloseableIterator<VersionedChange> changes) {
            this.database = database;
            this.changes = changes;
        }

        VersionedChange next() {
            return changes.next();
        }

        List<VersionedChange> next(int count) {
            List<VersionedChange> found = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                found.add(changes.next());
            }
            return found;
        }

        /** The server decodes no more until {@link #resume}. */
        void pause() throws Exception {
            signal("STOP");
        }

        void resume() throws Exception {
            signal("CONT");
        }

        private void signal(String name) throws Exception {
            String sender =
                    database.value(
                            "SELECT active_pid FROM pg_replication_slots WHERE database ="
                                    + " current_database() AND active");
            assertThat(new ProcessBuilder("kill", "-" + name, sender).start().waitFor()).isZero();
        }

        @Override
        public void close() throws Exception {
            changes.close();
        }
    }

    private Changes follow(RowImages images) throws Exception {
        Table table =
                new Catalog(database.connection())
                        .table(new TableName("public", "t"))
                        .orElseThrow();
        SlotSpec slot = SlotSpec.of(database.name(), database.source(), List.of(table));
        long startLsn =
                new SlotLifecycle(database.connection(), slot, new WalReader())
                        .prepare(SlotStart.FIRST);
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        environment.setMaxParallelism(128);
        environment.setBufferTimeout(5);
        CloseableIterator<VersionedChange> changes =
                environment
                        .fromSource(
                                new WalReader().source(slot, startLsn),
                                WatermarkStrategy.noWatermarks(),
                                "changes",
                                VersionedTypeInfo.ROW_CHANGE)
                        .flatMap(new TruncateSpread(128))
                        .returns(VersionedTypeInfo.ROW_CHANGE)
                        .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                        .transform(
                                "latest row",
                                VersionedTypeInfo.VERSIONED_CHANGE,
                                new LatestRow(
                                        LatestRow.TOMBSTONE_RETENTION,
                                        LogProgress.WATERMARKS,
                                        KeptImages.of(images, List.of(table), Map.of()),
                                        new DatabaseRows(database.source(), List.of(table))))
                        .executeAndCollect();
        awaitReading();
        return new Changes(database, changes);
    }

    private void awaitReading() {
        org.awaitility.Awaitility.await()
                .until(
                        () ->
                                database.value(
                                                "SELECT count(*) FROM pg_replication_slots WHERE"
                                                        + " database = current_database() AND"
                                                        + " active")
                                        .equals("1"));
    }

    private void assertWhole(VersionedChange change) throws Exception {
        assertThat(change.change().gaps()).isEqualTo(Gaps.NONE);
        String id = change.change().key().id();
        assertSameDocuments(
                Map.of(id, change.change().record().toString()),
                Map.of(id, database.documents("t", "id").get(id)));
    }
}
