package io.millrace.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.change.Claim;
import io.millrace.change.Document;
import io.millrace.change.Evaluation;
import io.millrace.change.RowChange;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.RowImages;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.row.DatabaseRows;
import io.millrace.row.KeptImages;
import io.millrace.row.LatestRow;
import io.millrace.row.LogProgress;
import io.millrace.source.SlotLifecycle;
import io.millrace.source.SlotSpec;
import io.millrace.source.SlotStart;
import io.millrace.source.wal.WalReader;
import io.millrace.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of one group that go through two subtasks, one of them slow. */
class GroupOrderIT {
    private static final int TRANSACTIONS = 200;
    private static final int ROWS = 12;
    private static final int ROWS_PER_TRANSACTION = 6;

    /** By group, the number that each change was given, as they arrive. */
    private static final Map<String, List<Integer>> ARRIVED = new TreeMap<>();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private TestDatabase database;

    @BeforeEach
    void createTable() throws Exception {
        ARRIVED.clear();
        database = TestDatabase.create();
        database.execute(
                "CREATE SEQUENCE numbers",
                "CREATE TABLE t (id int PRIMARY KEY, g text, n int)",
                "ALTER TABLE t REPLICA IDENTITY FULL");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void changesOfAGroupArriveInTheOrderOfTheirCommits() throws Exception {
        Table table = new Catalog(database.connection()).table(TableName.parse("public.t")).get();
        SlotSpec slot = SlotSpec.of(database.name(), database.source(), List.of(table));
        long startLsn =
                new SlotLifecycle(database.connection(), slot, new WalReader())
                        .prepare(SlotStart.FIRST);
        database.execute(
                "INSERT INTO t SELECT i, 'g' || i % 3, nextval('numbers') FROM generate_series(1, "
                        + ROWS
                        + ") i");
        JobClient job = start(slot, startLsn);
        for (int i = 0; i < TRANSACTIONS; i++) {
            database.execute("UPDATE t SET n = nextval('numbers') WHERE (id + " + i + ") % 2 = 0");
        }
        int all = ROWS + TRANSACTIONS * ROWS_PER_TRANSACTION;

        await().atMost(Duration.ofSeconds(60)).until(() -> arrived() == all);

        job.cancel().get();
        synchronized (ARRIVED) {
            assertThat(ARRIVED).containsOnlyKeys("g0", "g1", "g2");
            assertThat(ARRIVED).allSatisfy((group, numbers) -> assertThat(numbers).isSorted());
        }
    }

    private static int arrived() {
        synchronized (ARRIVED) {
            return ARRIVED.values().stream().mapToInt(List::size).sum();
        }
    }

    private static JobClient start(SlotSpec slot, long startLsn) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        env.setBufferTimeout(5);
        DataStream<Evaluation> evaluations =
                env.fromSource(
                                new WalReader().source(slot, startLsn),
                                WatermarkStrategy.noWatermarks(),
                                "changes",
                                VersionedTypeInfo.ROW_CHANGE)
                        .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                        .transform(
                                "latest row",
                                VersionedTypeInfo.VERSIONED_CHANGE,
                                new LatestRow(
                                        LatestRow.TOMBSTONE_RETENTION,
                                        LogProgress.WATERMARKS,
                                        KeptImages.of(RowImages.AUTO, slot.tables(), Map.of()),
                                        new DatabaseRows(slot.database(), slot.tables())))
                        .map(new EvaluateUnevenly())
                        .returns(VersionedTypeInfo.EVALUATION);
        DataStreamUtils.reinterpretAsKeyedStream(
                        evaluations, Evaluation::key, VersionedTypeInfo.ROW_KEY)
                .process(Deliver.toGroup("flow"), VersionedTypeInfo.CLAIM)
                .keyBy(Claim::group, Types.STRING)
                .process(new GroupOrder<>(), VersionedTypeInfo.CLAIM)
                .sinkTo(new Collecting());
        return env.executeAsync();
    }

    /** Takes its time for some of the rows. */
    private static final class EvaluateUnevenly
            implements MapFunction<VersionedChange, Evaluation> {
        private static final long serialVersionUID = 1L;

        @Override
        public Evaluation map(VersionedChange versioned) throws Exception {
            RowChange change = versioned.change();
            if (change.key().hashCode() % 2 == 0) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
            JsonNode row = new ObjectMapper().readTree(change.record().utf8());
            return new Evaluation(
                    change.action(),
                    change.key(),
                    versioned.version(),
                    change.origin(),
                    List.of(new Document(null, change.key().id(), change.record())),
                    row.path("g").asText());
        }
    }

    private static final class Collecting implements Sink<Claim>, SinkWriter<Claim> {
        private static final long serialVersionUID = 1L;

        @Override
        @Deprecated
        public SinkWriter<Claim> createWriter(InitContext context) {
            return this;
        }

        @Override
        public SinkWriter<Claim> createWriter(WriterInitContext context) {
            return this;
        }

        @Override
        public void write(Claim claim, Context context) throws java.io.IOException {
            JsonNode row = new ObjectMapper().readTree(claim.delivery().document().utf8());
            synchronized (ARRIVED) {
                ARRIVED.computeIfAbsent(claim.group(), group -> new ArrayList<>())
                        .add(row.path("n").asInt());
            }
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
