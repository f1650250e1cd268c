package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The source in a job: its rows as the state of what follows it has them. */
class BackfillJobIT {
    private static final int ROWS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** How often each row has come, as the state says that was last. */
    private static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    @TempDir Path folder;
    private TestDatabase database;

    @BeforeEach
    void createTable() throws Exception {
        COUNTS.clear();
        FAILURES_LEFT.set(0);
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'v' FROM generate_series(1, " + ROWS + ") i");
        new BackfillTable(database.connection()).create();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void throughFailuresEachRowIsCountedOnce() throws Exception {
        FAILURES_LEFT.set(5);
        JobClient job = start(settings(20_000), Boundedness.CONTINUOUS_UNBOUNDED, 2, null);
        await().atMost(PATIENCE).until(() -> COUNTS.size() > ROWS / 4);
        database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'millrace' AND datname = current_database()");

        awaitState("finished");

        job.cancel().get();
        assertThat(FAILURES_LEFT.get()).isZero();
        assertCountedOnce();
        assertThat(database.value("SELECT rows_read FROM millrace.backfill"))
                .isEqualTo(Integer.toString(ROWS));
    }

    @Test
    void aJobOfMoreReadersGoesOnFromASavepoint() throws Exception {
        JobClient job = start(settings(10_000), Boundedness.CONTINUOUS_UNBOUNDED, 2, null);
        await().atMost(PATIENCE).until(() -> COUNTS.size() > ROWS / 4);
        String savepoint =
                job.stopWithSavepoint(
                                false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
        assertThat(COUNTS).hasSizeLessThan(ROWS);

        job = start(settings(0), Boundedness.CONTINUOUS_UNBOUNDED, 3, savepoint);
        awaitState("finished");

        job.cancel().get();
        assertCountedOnce();
        assertThat(database.value("SELECT count(*) FROM millrace.backfill")).isEqualTo("1");
    }

    @Test
    void aBackfillIsPausedResumedCancelledAndRequestedAnew() throws Exception {
        JobClient job = start(settings(2_000), Boundedness.CONTINUOUS_UNBOUNDED, 2, null);
        await().atMost(PATIENCE).until(() -> !COUNTS.isEmpty());
        database.execute("UPDATE millrace.backfill SET state = 'cancelled'");
        database.execute(
                "INSERT INTO millrace.backfill (pipeline, flow, table_schema, table_name,"
                        + " condition) VALUES ('p', 'f', 'public', 't', 'id > 19900')");
        awaitState("finished");

        assertThat(COUNTS).containsKeys("19901", "20000").hasSizeLessThan(ROWS);
        job.cancel().get();
    }

    @Test
    void aBoundedOneReadsWhatIsInitialAndEnds() throws Exception {
        database.execute("DROP SCHEMA millrace CASCADE");
        JobClient job = start(settings(0), Boundedness.BOUNDED, 2, null);
        job.getJobExecutionResult().get();
        assertCountedOnce();
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                database.value(
                                                "SELECT state FROM millrace.backfill"
                                                        + " ORDER BY id DESC LIMIT 1")
                                        .equals(state));
    }

    private static void assertCountedOnce() {
        assertThat(COUNTS)
                .isEqualTo(
                        IntStream.rangeClosed(1, ROWS)
                                .boxed()
                                .collect(Collectors.toMap(id -> Integer.toString(id), id -> 1)));
    }

    private BackfillSettings settings(int rowsPerSecond) throws Exception {
        TableName name = TableName.parse("public.t");
        Table table = new Catalog(database.connection()).table(name).orElseThrow();
        return new BackfillSettings(
                "p",
                database.source(),
                List.of(table),
                Map.of("f", List.of(name)),
                List.of(new BackfillRequest("f", name, null, BackfillReason.INITIAL)),
                new BackfillLimits(rowsPerSecond, 1_000));
    }

    private JobClient start(
            BackfillSettings settings, Boundedness boundedness, int parallelism, String savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        job.setParallelism(parallelism);
        job.enableCheckpointing(100);
        job.fromSource(
                        new BackfillSource(settings, boundedness),
                        WatermarkStrategy.noWatermarks(),
                        "backfill")
                .uid("backfill")
                .map(new Failing())
                .returns(VersionedTypeInfo.ROW_CHANGE)
                .uid("failing")
                .keyBy(RowChange::key, VersionedTypeInfo.ROW_KEY)
                .process(new Counting())
                .returns(Types.INT)
                .uid("counting")
                .sinkTo(new DiscardingSink<>())
                .uid("nothing");
        return job.executeAsync();
    }

    private static final class Failing implements MapFunction<RowChange, RowChange> {
        private static final long serialVersionUID = 1L;

        @Override
        public RowChange map(RowChange change) {
            if (FAILURES_LEFT.get() > 0
                    && COUNTS.size() > ROWS / 10
                    && ThreadLocalRandom.current().nextInt(2_000) == 0) {
                FAILURES_LEFT.decrementAndGet();
                throw new IllegalStateException("A failure of the test");
            }
            return change;
        }
    }

    private static final class Counting extends KeyedProcessFunction<RowKey, RowChange, Integer> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Integer> count;

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
        }

        @Override
        public void processElement(RowChange change, Context context, Collector<Integer> out)
                throws Exception {
            Integer before = count.value();
            int now = before == null ? 1 : before + 1;
            count.update(now);
            COUNTS.put(change.key().id(), now);
            out.collect(now);
        }
    }
}
