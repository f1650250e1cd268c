package io.millrace.source.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Action;
import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.RowChange;
import io.millrace.testing.CapturedLog;
import io.millrace.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalReaderIT {
    private static final Gaps LONG_VALUE = Gaps.of(List.of("v"));

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

    @Test
    void whatTheLogLeavesOutIsTold() throws Exception {
        database.execute(
                "CREATE TABLE d (id int PRIMARY KEY, n int, v text STORAGE EXTERNAL)",
                "INSERT INTO d VALUES (1, 1, repeat('long', 2000))",
                "INSERT INTO t VALUES (1, 'a')");
        TestSlot slot = TestSlot.on(database, "public.t", "public.d");
        try (DrivenReader reader = slot.read()) {
            database.execute(
                    "UPDATE d SET n = 2",
                    "UPDATE d SET id = 2",
                    "DELETE FROM d",
                    "UPDATE t SET v = 'b'",
                    "UPDATE t SET id = 2");
            reader.emit(7);
            assertThat(reader.emitted())
                    .extracting(
                            RowChange::action,
                            change -> change.record().toString(),
                            RowChange::gaps,
                            change -> String.valueOf(change.changes()))
                    .containsExactly(
                            tuple(Action.UPDATE, "{\"id\":1,\"n\":2}", LONG_VALUE, "null"),
                            tuple(Action.DELETE, "{\"id\":1}", Gaps.IDENTITY_ONLY, "null"),
                            tuple(Action.INSERT, "{\"id\":2,\"n\":2}", LONG_VALUE, "null"),
                            tuple(Action.DELETE, "{\"id\":2}", Gaps.IDENTITY_ONLY, "null"),
                            tuple(
                                    Action.UPDATE,
                                    "{\"id\":1,\"v\":\"b\"}",
                                    Gaps.NONE,
                                    "{\"v\":\"a\"}"),
                            tuple(Action.DELETE, "{\"id\":1,\"v\":\"b\"}", Gaps.NONE, "null"),
                            tuple(Action.INSERT, "{\"id\":2,\"v\":\"b\"}", Gaps.NONE, "null"));
        }
    }

    @Test
    void aWatermarkTellsWhichTransactionsWereEmittedWhole() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        WalSplit inside;
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t SELECT i, 'v' FROM generate_series(1, 2000) i");
            reader.emit(1000);
            long commit = reader.emitted().get(0).position().lsn();
            assertThat(reader.watermark()).isLessThan(commit);
            inside = reader.checkpoint();

            reader.emit(1000);
            reader.emitUntil(() -> reader.watermark() >= commit);
        }
        try (DrivenReader reader = slot.readFrom(inside)) {
            reader.emitPending();
            assertThat(reader.watermark()).isEqualTo(inside.confirmLsn() - 1);
            reader.emit(1000 - reader.count());
            long commit = reader.emitted().get(0).position().lsn();
            reader.emitUntil(() -> reader.watermark() >= commit);
        }
    }

    @Test
    void annotationsColourTheLaterChangesOfTheirTransaction() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read()) {
            database.transaction(
                    "INSERT INTO t VALUES (1, 'before')",
                    annotate("millrace.annotations.set", "{\"by\": \"ann\"}"),
                    "INSERT INTO t VALUES (2, 'set')",
                    annotate("sequin:transaction_annotations.set", "{\"by\": \"bob\"}"),
                    "INSERT INTO t VALUES (3, 'set anew'), (4, 'set anew')",
                    annotate("millrace.annotations.clear", ""),
                    "INSERT INTO t VALUES (5, 'cleared')",
                    annotate("millrace.annotations.set", "{\"by\": \"cid\"}"));
            database.execute("INSERT INTO t VALUES (6, 'another transaction')");
            reader.emit(6);
            assertThat(reader.emitted())
                    .extracting(change -> String.valueOf(change.origin().annotations()))
                    .containsExactly(
                            "null",
                            "{\"by\": \"ann\"}",
                            "{\"by\": \"bob\"}",
                            "{\"by\": \"bob\"}",
                            "null",
                            "null");
            assertThat(reader.emitted().get(4).position().index()).isEqualTo(5);
        }
    }

    @Test
    void aResumedTransactionKeepsItsAnnotations() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        database.transaction(
                annotate("millrace.annotations.set", "{\"by\": \"ann\"}"),
                "INSERT INTO t VALUES (1, 'v'), (2, 'v')");
        WalSplit state;
        try (DrivenReader reader = slot.read()) {
            reader.emit(1);
            state = reader.checkpoint();
        }
        try (DrivenReader reader = slot.readFrom(state)) {
            reader.emit(1);
            assertThat(reader.emitted().get(0).origin().annotations())
                    .isEqualTo(Json.of("{\"by\": \"ann\"}"));
        }
    }

    @Test
    void annotationsThatAreNoJsonObjectsArePassedOverAndCounted() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (CapturedLog log = CapturedLog.of(Annotations.class);
                DrivenReader reader = slot.read()) {
            database.transaction(
                    annotate("millrace.annotations.set", "{\"by\": \"ann\"}"),
                    annotate("millrace.annotations.set", "{by: bob}"),
                    annotate("millrace.annotations.set", "[1]"),
                    annotate("millrace.annotations.set", "{} {}"),
                    annotate("millrace.annotations.set", ""),
                    annotate("another.prefix", "{by: cid}"),
                    "INSERT INTO t VALUES (1, 'v')");
            database.execute(
                    "SELECT pg_logical_emit_message(false, 'millrace.annotations.set', '{}')",
                    "INSERT INTO t VALUES (2, 'v')");
            reader.emit(2);
            assertThat(reader.emitted())
                    .extracting(change -> change.origin().annotations())
                    .containsExactly(Json.of("{\"by\": \"ann\"}"), null);
            assertThat(reader.counter("annotationsIgnored")).isEqualTo(4);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN Passing over an annotation");
        }
    }

    @Test
    void aTruncateIsAChangeOfEachOfItsTables() throws Exception {
        database.execute("CREATE TABLE u (id int PRIMARY KEY)", "CREATE TABLE unread (id int)");
        TestSlot slot = TestSlot.on(database, "public.t", "public.u");
        try (DrivenReader reader = slot.read()) {
            database.transaction(
                    "INSERT INTO t VALUES (1, 'v')",
                    "TRUNCATE u, unread, t",
                    "INSERT INTO u VALUES (2)");
            reader.emit(4);
            assertThat(reader.emitted())
                    .extracting(RowChange::action)
                    .containsExactly(
                            Action.INSERT, Action.TRUNCATE, Action.TRUNCATE, Action.INSERT);
            assertThat(reader.emitted().subList(1, 3))
                    .extracting(change -> change.key().table().toString())
                    .containsExactlyInAnyOrder("public.u", "public.t");
            assertThat(reader.emitted())
                    .extracting(change -> change.position().index())
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void metricsTellWhatWasReadAndHowFarItIsBehind() throws Exception {
        TestSlot slot = TestSlot.on(database, "public.t");
        try (DrivenReader reader = slot.read()) {
            database.execute("INSERT INTO t SELECT i, 'v' FROM generate_series(1, 100000) i");
            reader.emit(600);
            await().until(() -> reader.gauge("lagBytes") > 1_000_000);
            assertThat(reader.gauge("lagMillis")).isPositive();
            reader.emit(99_400);
            assertThat(reader.gauge("lastCommitLsn"))
                    .isEqualTo(reader.emitted().get(99_999).position().lsn());
            await().untilAsserted(
                            () -> {
                                reader.emitPending();
                                assertThat(reader.gauge("lagMillis")).isZero();
                                assertThat(reader.gauge("lagBytes")).isZero();
                            });
            assertThat(reader.counter("reconnects")).isZero();
            assertThat(reader.meter("changesPerSecond")).isNotNegative();
            assertThat(reader.meter("bytesPerSecond")).isNotNegative();
        }
    }

    private static String annotate(String prefix, String content) {
        return "SELECT pg_logical_emit_message(true, '" + prefix + "', '" + content + "')";
    }
}
