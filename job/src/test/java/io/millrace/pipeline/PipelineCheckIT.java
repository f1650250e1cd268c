package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.config.ConnectionSpec;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.Place;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.source.cdc.FlinkCdcReader;
import io.millrace.testing.PipelineFiles;
import io.millrace.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineCheckIT {
    private static final String SINK =
            "CREATE TABLE target WITH ('connector' = 'in-memory', 'name' = 'unused');\n";

    @TempDir private Path folder;
    private PipelineFiles files;
    private final Configuration settings = new Configuration();
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        files = new PipelineFiles(folder);
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE products (id bigint PRIMARY KEY, name text, price numeric)",
                "ALTER TABLE products REPLICA IDENTITY FULL");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void everyProblemIsToldAtOnceAndNothingIsCreated() throws Exception {
        files.pipeline("wrong", database.source(), "public.produkts", "produts_index")
                .definitions(
                        """
                        CREATE TABLE products_index WITH (
                          'connector' = 'in-memory', 'name' = 'unused');
                        CREATE TABLE broken (id BIGNIT) WITH ('connector' = 'in-memory');
                        CREATE FUNCTION slug AS 'io.millrace.udf.NoSuchFunction';
                        """);
        assertProblems(
                "pipeline.yaml:11: There is no table public.produkts. Did you mean public.products?",
                "pipeline.yaml:12: The definitions have no table 'produts_index'. Did you mean"
                        + " 'products_index'?",
                "sinks.sql:3: Flink SQL does not take this statement: Unknown identifier"
                        + " 'BIGNIT'. Correct it.",
                "sinks.sql:4: The class 'io.millrace.udf.NoSuchFunction' of the function 'slug' is"
                        + " not there. Name the jar that holds it under 'jars', or by --jar; a class"
                        + " within another is written Outer$Inner.");
        assertThat(database.value("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        assertThat(
                        database.value(
                                "SELECT count(*) FROM pg_replication_slots WHERE slot_name ="
                                        + " 'millrace_wrong'"))
                .isEqualTo("0");
    }

    @Test
    void aStatementThatWouldStartAJobIsRefused() throws Exception {
        files.pipeline("ctas", database.source(), "public.products", "target")
                .definitions(
                        SINK
                                + "CREATE TABLE copied WITH ('connector' = 'blackhole') AS SELECT 1"
                                + " AS n;");
        assertProblems(
                "sinks.sql:2: Flink SQL does not take this statement: CREATE TABLE … AS would start a"
                        + " job of its own. Correct it.");
    }

    @Test
    void aMistakeOfSqlIsToldAtItsLine() throws Exception {
        files.pipeline("syntax", database.source(), "public.products", "target")
                .definitions(SINK + "\nCREATE TABLE other (\n  id BIGINT\n  name STRING\n);");
        assertProblems(
                "sinks.sql:5: Flink SQL does not take this statement: Encountered \"name\" at"
                        + " column 3. Correct it.");
    }

    @Test
    void aTableWithoutAPrimaryKeyIsRefused() throws Exception {
        database.execute("CREATE TABLE keyless (id bigint)");
        files.pipeline("keyless", database.source(), "public.keyless", "target").definitions(SINK);
        assertProblems(
                "pipeline.yaml:11: The table public.keyless has no primary key to tell its rows apart"
                        + " by. Run ALTER TABLE \"public\".\"keyless\" ADD PRIMARY KEY (…).");
    }

    @Test
    void aDeferrableKeyAndColumnsThatCannotBeReadExactlyAreRefused() throws Exception {
        database.execute(
                "CREATE TABLE odd (id bigint PRIMARY KEY DEFERRABLE, span interval,"
                        + " twice bigint GENERATED ALWAYS AS (id * 2) STORED)");
        files.pipeline("odd", database.source(), "public.odd", "target").definitions(SINK);
        assertProblems(
                "pipeline.yaml:11: The primary key of public.odd is deferrable, so that rows may"
                        + " exchange their keys. Make it NOT DEFERRABLE.",
                "pipeline.yaml:11: The column 'span' of public.odd cannot be read exactly: the reader"
                        + " 'flink-cdc' does not keep interval exact. Leave it in a table of its own,"
                        + " or change its type.",
                "pipeline.yaml:11: The column 'twice' of public.odd cannot be read exactly: Postgres"
                        + " does not log generated columns. Leave it in a table of its own, or change"
                        + " its type.");
    }

    @Test
    void aTableWhoseRowsAreNotLoggedWholeIsRefused() throws Exception {
        database.execute("ALTER TABLE products REPLICA IDENTITY DEFAULT");
        files.pipeline("part", database.source(), "public.products", "target").definitions(SINK);
        assertProblems(
                "pipeline.yaml:11: Postgres does not log whole rows of public.products. Run ALTER"
                        + " TABLE \"public\".\"products\" REPLICA IDENTITY FULL.");
    }

    @Test
    void aTableWithAPartitionWhoseRowsAreNotLoggedWholeIsRefused() throws Exception {
        database.execute(
                "CREATE TABLE parted (id bigint PRIMARY KEY, v text) PARTITION BY HASH (id)",
                "CREATE TABLE leaf PARTITION OF parted FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "ALTER TABLE parted REPLICA IDENTITY FULL");
        files.pipeline("part", database.source(), "public.parted", "target").definitions(SINK);
        assertProblems(
                "pipeline.yaml:11: Postgres does not log whole rows of public.leaf. Run ALTER TABLE"
                        + " \"public\".\"leaf\" REPLICA IDENTITY FULL.");
    }

    @Test
    void aSinkColumnThatTheTableLacksIsRefused() throws Exception {
        files.pipeline("columns", database.source(), "public.products", "target")
                .definitions(
                        "CREATE TABLE target (id BIGINT, prize DOUBLE) WITH ('connector' ="
                                + " 'in-memory', 'name' = 'unused');");
        assertProblems(
                "pipeline.yaml:12: The sink 'target' has a column 'prize', and public.products has"
                        + " none of that name. Did you mean 'price'?");
    }

    @Test
    void aSinkColumnThatTheTransformDoesNotGiveIsRefused() throws Exception {
        database.execute("ALTER TABLE products ADD tags text[], ADD details jsonb");
        String columns =
                "CREATE TABLE target (id BIGINT, cost DOUBLE, tags INT, names INT, sizes"
                        + " ARRAY<INT>, details ROW<a INT>, weight MAP<STRING, INT>, more ROW<a INT>)"
                        + " WITH ('connector' = 'in-memory', 'name' = 'unused');";
        files.pipeline(
                        "transformed",
                        database.source(),
                        "public.products\n    transform: id, price AS costs, tags, ARRAY[name] AS"
                                + " names, id + 1 AS sizes, details, MAP['a', 1] AS weight,"
                                + " AS_JSON(name) AS more",
                        "target")
                .definitions(columns);
        assertProblems(
                "pipeline.yaml:13: The sink 'target' has a column 'cost', and the transform of the"
                        + " flow 'flow' has none of that name. Did you mean 'costs'?",
                "pipeline.yaml:13: The sink 'target' has the column 'tags' as INT, and in the"
                        + " transform of the flow 'flow' it is a list. Declare it as STRING, which"
                        + " takes the JSON text of anything, or as a type for a list.",
                "pipeline.yaml:13: The sink 'target' has the column 'names' as INT, and in the"
                        + " transform of the flow 'flow' it is a list. Declare it as STRING, which"
                        + " takes the JSON text of anything, or as a type for a list.",
                "pipeline.yaml:13: The sink 'target' has the column 'sizes' as ARRAY<INT>, and in the"
                        + " transform of the flow 'flow' it is a single value. Declare it as STRING,"
                        + " which takes the JSON text of anything, or as a type for a single value.");
    }

    /** What is told is the other problem alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"*, UPPER(name) AS title\"",
                "id, price, name AS title",
                "{class: io.millrace.udf.transform.Pick, options: {fields: [id]}}"
            })
    void aSinkMayHaveTheColumnsThatATransformGivesAndAnyOfOneInJava(String transform)
            throws Exception {
        files.pipeline(
                        "fitting",
                        database.source(),
                        "public.products\n    transform: " + transform,
                        "target")
                .definitions(
                        "CREATE TABLE target (id BIGINT, title STRING, price DOUBLE) WITH"
                                + " ('connector' = 'in-memory', 'name' = 'unused');\n"
                                + "CREATE FUNCTION gone AS 'com.acme.Gone';");
        assertProblems(
                "sinks.sql:2: The class 'com.acme.Gone' of the function 'gone' is not there. Name the"
                        + " jar that holds it under 'jars', or by --jar; a class within another is"
                        + " written Outer$Inner.");
    }

    @Test
    void anEventHasItsOwnFields() throws Exception {
        files.pipeline("events", database.source(), "public.products\n    mode: events", "target")
                .definitions(
                        "CREATE TABLE target (action STRING, record STRING, changes INT, price"
                                + " DOUBLE) WITH ('connector' = 'in-memory', 'name' = 'unused');");
        assertProblems(
                "pipeline.yaml:13: The sink 'target' has the column 'changes' as INT, and in an event"
                        + " of the flow 'flow' it is an object. Declare it as STRING, which takes the"
                        + " JSON text of anything, or as a type for an object.",
                "pipeline.yaml:13: The sink 'target' has a column 'price', and an event of the flow"
                        + " 'flow' has none of that name. Its columns are action, record, changes,"
                        + " metadata.");
    }

    @Test
    void aSinkOfAnUnknownConnectorIsRefused() throws Exception {
        files.pipeline("sink", database.source(), "public.products", "target")
                .definitions("CREATE TABLE target WITH ('connector' = 'elastic');");
        InvalidPipelineException refused = refused();
        assertThat(refused)
                .hasMessageStartingWith(
                        folder
                                + "/pipeline.yaml:12: The sink 'target' cannot be used: Could not find"
                                + " any factory for identifier 'elastic'")
                .hasMessageContaining("elasticsearch");
    }

    @Test
    void aServerThatIsNotThereIsTold() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SourceSpec source = database.source();
        SourceSpec elsewhere =
                new SourceSpec(
                        new ConnectionSpec(
                                "localhost",
                                port,
                                source.connection().database(),
                                source.connection().username(),
                                source.connection().password()),
                        source.place());
        files.pipeline("away", elsewhere, "public.products", "target").definitions(SINK);
        assertThat(refused())
                .hasMessageStartingWith(
                        folder
                                + "/pipeline.yaml:2: Cannot reach Postgres at localhost:"
                                + port
                                + " (Connection to localhost:"
                                + port
                                + " refused.")
                .hasMessageEndingWith(
                        "Check 'hostname' and 'port', and that the server runs and listens there.");
    }

    @Test
    void aServerThatDoesNotLogForDecodingIsTold() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(0, Map.of("wal_level", "replica"))) {
            SourceSpec source =
                    new SourceSpec(
                            new ConnectionSpec(
                                    "localhost",
                                    server.port(),
                                    "postgres",
                                    EmbeddedPostgres.USERNAME,
                                    new Secret(EmbeddedPostgres.PASSWORD)),
                            new Place("unused", 1));
            files.pipeline("level", source, "public.products", "target").definitions(SINK);
            assertProblems(
                    "pipeline.yaml:2: The server's wal_level is 'replica', and its changes can only be"
                            + " read at 'logical'. Run ALTER SYSTEM SET wal_level = 'logical' and"
                            + " restart Postgres.",
                    "pipeline.yaml:11: There is no table public.products. Create it, or correct its"
                            + " name.");
        }
    }

    @Test
    void checkpointsThatFlinkMayNotRestoreAreRefused() throws Exception {
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        files.pipeline("unaligned", database.source(), "public.products", "target")
                .definitions(SINK);
        assertProblems(
                "pipeline.yaml:1: Unaligned checkpoints are on, which Flink 1.20 may not be able to"
                        + " restore (FLINK-38483). Set execution.checkpointing.unaligned.enabled to"
                        + " false.");
    }

    @Test
    void aReaderThatReadsAllRowsTakesNoChoiceOfThem() throws Exception {
        files.pipeline("rows", database.source(), "public.products\n    backfill: none", "target")
                .definitions(SINK);
        assertProblems(
                "pipeline.yaml:10: The flow 'flow' says what to backfill, but the reader flink-cdc"
                        + " reads all rows at the first start. Read through source.reader: wal, or"
                        + " leave 'backfill' out.");
    }

    @Test
    void aUserWithoutRightsIsTold() throws Exception {
        database.execute("CREATE ROLE reader_of_" + database.name() + " LOGIN");
        SourceSpec source = database.source();
        SourceSpec reader =
                new SourceSpec(
                        new ConnectionSpec(
                                source.connection().hostname(),
                                source.connection().port(),
                                source.connection().database(),
                                "reader_of_" + database.name(),
                                source.connection().password()),
                        source.place());
        files.pipeline("rights", reader, "public.products", "target").definitions(SINK);
        assertProblems(
                "pipeline.yaml:2: The user 'reader_of_%1$s' may not read the server's changes. Run ALTER ROLE \"reader_of_%1$s\" REPLICATION as a superuser."
                        .formatted(database.name()),
                "pipeline.yaml:2: The user 'reader_of_%1$s' may not create the table millrace.dead_letter for dead letters. Run GRANT CREATE ON DATABASE \"%1$s\" TO \"reader_of_%1$s\", or create the table as docs/running.md shows."
                        .formatted(database.name()),
                "pipeline.yaml:2: The user 'reader_of_%1$s' may not create the table millrace.backfill for backfills. Run GRANT CREATE ON DATABASE \"%1$s\" TO \"reader_of_%1$s\", or create the table as docs/backfill.md shows."
                        .formatted(database.name()));
    }

    private void assertProblems(String... expected) throws IOException {
        InvalidPipelineException refused = refused();
        assertThat(refused.problems())
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .containsExactlyInAnyOrder(expected);
    }

    private InvalidPipelineException refused() {
        return catchThrowableOfType(
                InvalidPipelineException.class,
                () ->
                        LocalRun.start(
                                        files.load(EmbeddedPostgres.PASSWORD),
                                        new FlinkCdcReader(),
                                        folder.resolve("state"),
                                        false,
                                        settings)
                                .close());
    }
}
