package io.millrace.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.change.Action;
import io.millrace.change.DeadLetter;
import io.millrace.change.DeadLetter.Failure;
import io.millrace.change.DeadLetter.Subject;
import io.millrace.change.Document;
import io.millrace.change.Json;
import io.millrace.change.Position;
import io.millrace.change.RowKey;
import io.millrace.change.VersionedTypeInfo;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.testing.CapturedLog;
import io.millrace.testing.TcpForwarder;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterIT {
    private static final int LETTERS = 400;
    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();
    private static final AtomicInteger STARTS = new AtomicInteger();
    private static final String COUNT = "SELECT count(*) FROM millrace.dead_letter";

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
        database = TestDatabase.create();
        new DeadLetterTable(database.connection()).create();
        CHECKPOINTS.set(0);
        STARTS.set(0);
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void aLetterSaysWhatFailedAndWhy() throws Exception {
        DeadLetter refused =
                new DeadLetter(
                        "flow",
                        "products_index",
                        new Subject(
                                Action.DELETE,
                                new RowKey(Letters.TABLE, "7,a\\,b"),
                                new Position(0x1_6B37_4D84L, 12),
                                Long.MAX_VALUE),
                        new Document("eu", "sku-\0é", Json.of("{\"n\": 1.50, \"z\": \"\\u0000\"}")),
                        null,
                        new Failure("400 no\0number 🍵", 3, Letters.FAILED_AT));

        deliver(database.source(), Letters.failed(1), refused);

        assertThat(rows())
                .containsExactly(
                        "(shop,flow,products_index,update,public,products,1,\"{\"\"id\"\": 1}\",,,,"
                                + "\"Division by zero\",1,0/65,1,7,\"2026-01-01 00:00:00.123+00\")",
                        "(shop,flow,products_index,delete,public,products,\"7,a\\\\,b\",,eu,sku-\uFFFDé,"
                                + "\"{\"\"n\"\": 1.50, \"\"z\"\": \"\"\\\\u0000\"\"}\",\"400"
                                + " no\uFFFDnumber 🍵\",3,1/6B374D84,12,9223372036854775807,"
                                + "\"2026-01-01 00:00:00.123+00\")");
    }

    @Test
    void aChangeThatFailsAgainIsNoSecondLetter() throws Exception {
        deliver(database.source(), Letters.failed(1), Letters.failed(2), Letters.failed(1));
        deliver(database.source(), Letters.failed(2), Letters.failed(3));

        assertThat(database.value(COUNT)).isEqualTo("3");
    }

    @Test
    void everyLetterIsThereWhenItsCheckpointCompletesAlsoThroughAnOutage() throws Exception {
        try (TcpForwarder network = TcpForwarder.to(database.source().connection().port());
                CapturedLog log = CapturedLog.of(TableOutage.class)) {
            network.open();
            JobClient job = deliverSlowly(database.sourceAt("127.0.0.1", network.port()));
            awaitLetters(30);

            network.cut();
            await().atMost(Duration.ofSeconds(30)).until(() -> !log.lines().isEmpty());
            int before = CHECKPOINTS.get();
            String written = database.value(COUNT);
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> CHECKPOINTS.get() == before);
            assertThat(database.value(COUNT)).isEqualTo(written);
            network.open();

            job.getJobExecutionResult().get();
            assertThat(database.value(COUNT)).isEqualTo(Integer.toString(LETTERS));
            assertThat(CHECKPOINTS.get()).isGreaterThan(before);
            assertThat(STARTS).hasValue(1);
            assertThat(log.lines()).hasSize(2);
        }
    }

    @Test
    void aServerThatEndsEverySessionIsConnectedToAgain() throws Exception {
        JobClient job = deliverSlowly(database.source());
        for (int crash = 1; crash <= 3; crash++) {
            awaitLetters(crash * 50);
            database.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                            + " current_database() AND pid <> pg_backend_pid()");
        }

        job.getJobExecutionResult().get();

        assertThat(database.value(COUNT)).isEqualTo(Integer.toString(LETTERS));
        assertThat(STARTS).hasValue(1);
    }

    @Test
    void aServerThatCrashesIsWaitedFor() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            TestDatabase own = TestDatabase.on(server);
            new DeadLetterTable(own.connection()).create();
            JobClient job = deliverSlowly(own.source());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Integer.parseInt(own.value(COUNT)) >= 50);

            String session =
                    own.value(
                            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND application_name = 'millrace'");
            ProcessHandle.of(Long.parseLong(session)).orElseThrow().destroyForcibly();

            job.getJobExecutionResult().get();
            try (Connection connection = own.connect();
                    Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(COUNT)) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(LETTERS);
            }
            assertThat(STARTS).hasValue(1);
        }
    }

    @Test
    void aTableThatIsLockedIsWaitedFor() throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE millrace.dead_letter IN ACCESS EXCLUSIVE MODE");
            JobClient job = deliverSlowly(database.source());
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    database.value(
                                                    "SELECT count(*) FROM pg_locks WHERE NOT granted"
                                                            + " AND relation ="
                                                            + " 'millrace.dead_letter'::regclass")
                                            .equals("1"));
            other.rollback();

            job.getJobExecutionResult().get();
        }
        assertThat(database.value(COUNT)).isEqualTo(Integer.toString(LETTERS));
    }

    @Test
    void aMissingRightEndsTheJobAndShowsNoRecord() throws Exception {
        String user = "clerk_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'hush'");
        SourceSpec source =
                new SourceSpec(
                        new ConnectionSpec(
                                "localhost",
                                database.source().connection().port(),
                                database.name(),
                                user,
                                new Secret("hush")),
                        new Place("test.yaml", 2));
        try {
            assertThatThrownBy(
                            () -> deliver(source, Letters.failed(1, "{\"card\": 4711}", "failed")))
                    .hasStackTraceContaining("permission denied for schema millrace")
                    .hasStackTraceContaining("Run GRANT USAGE ON SCHEMA millrace TO \"" + user)
                    .satisfies(
                            failure ->
                                    assertThat(ExceptionUtils.stringifyException(failure))
                                            .doesNotContain("4711"));
        } finally {
            database.execute("DROP ROLE " + user);
        }
    }

    private List<String> rows() throws Exception {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
        }
        return List.of(
                database.value(
                                "SELECT string_agg(ROW(pipeline, flow, sink, action, table_schema,"
                                        + " table_name, row_key, record, route, document_id,"
                                        + " document, error, attempts, lsn, lsn_index, version,"
                                        + " failed_at)::text, E'\\n' ORDER BY lsn) FROM"
                                        + " millrace.dead_letter")
                        .split("\n"));
    }

    private static void deliver(SourceSpec source, DeadLetter... letters) throws Exception {
        StreamExecutionEnvironment env = environment();
        env.fromData(List.of(letters), VersionedTypeInfo.DEAD_LETTER)
                .sinkTo(new DeadLetterSink("shop", source));
        env.execute();
    }

    /** For some seconds, with many checkpoints. */
    private static JobClient deliverSlowly(SourceSpec source) throws Exception {
        StreamExecutionEnvironment env = environment();
        env.enableCheckpointing(100);
        env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.MAX_VALUE);
        DataGeneratorSource<DeadLetter> letters =
                new DataGeneratorSource<>(
                        Letters::failed,
                        LETTERS,
                        RateLimiterStrategy.perSecond(100),
                        VersionedTypeInfo.DEAD_LETTER);
        env.fromSource(letters, WatermarkStrategy.noWatermarks(), "letters")
                .map(new CountingCheckpoints())
                .returns(VersionedTypeInfo.DEAD_LETTER)
                .sinkTo(new DeadLetterSink("shop", source));
        return env.executeAsync();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return env;
    }

    private void awaitLetters(int letters) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Integer.parseInt(database.value(COUNT)) >= letters);
    }

    private static final class CountingCheckpoints extends RichMapFunction<DeadLetter, DeadLetter>
            implements CheckpointListener {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            STARTS.incrementAndGet();
        }

        @Override
        public DeadLetter map(DeadLetter letter) {
            return letter;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            CHECKPOINTS.incrementAndGet();
        }
    }
}
