package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.backfill.BackfillPhase;
import io.millrace.backfill.BackfillTable;
import io.millrace.demo.server.EmbeddedPostgres;
import io.millrace.postgres.Database;
import io.millrace.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;
import picocli.CommandLine;

/** {@code ./millrace backfill} on a database where no pipeline runs: the tests play its part. */
class BackfillCommandIT {
    private static final String NOT_RUNNING =
            "The pipeline 'shop' does not seem to run: nobody reads its slot. What is requested"
                    + " begins when it does.\n";
    private static final String PRODUCTS = " of public.products for the flow 'products'";

    @TempDir private Path folder;
    private TestDatabase database;
    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void createTables() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE products (id bigint PRIMARY KEY, price numeric)",
                "CREATE TABLE prices (id bigint PRIMARY KEY, price numeric)",
                "CREATE TABLE keyless (id bigint)");
        Files.writeString(folder.resolve("sinks.sql"), "CREATE TABLE s (a INT)");
        file = pipeline(EmbeddedPostgres.USERNAME, "[public.products, public.prices]");
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Test
    void startRequestsATableOrAllOfAFlowOrOfAllFlows() throws Exception {
        assertThat(execute("start", file, "--flow", "products", "--where", "price > 1")).isZero();
        assertThat(taken(out))
                .isEqualTo("Requested the backfill 1" + PRODUCTS + ".\n" + NOT_RUNNING);
        assertThat(database.value("SELECT condition FROM millrace.backfill"))
                .isEqualTo("price > 1");
        assertThat(database.value("SELECT state || reason FROM millrace.backfill"))
                .isEqualTo("requestedrequest");

        assertThat(execute("start", file, "--flow", "both", "--table", "PRICES")).isZero();
        assertThat(taken(out))
                .startsWith("Requested the backfill 2 of public.prices for the flow 'both'.\n");
        execute("cancel", file);
        taken(out);

        assertThat(execute("start", file, "--all")).isZero();
        assertThat(taken(out))
                .isEqualTo(
                        "Requested the backfill 3"
                                + PRODUCTS
                                + ".\nRequested the backfill 4 of public.prices for the flow"
                                + " 'both'.\nRequested the backfill 5 of public.products for the"
                                + " flow 'both'.\n"
                                + NOT_RUNNING);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aSecondOneOfAFlowAndTableIsRefused() {
        execute("start", file, "--flow", "products");
        taken(out);
        assertThat(execute("start", file, "--all")).isEqualTo(1);
        assertThat(taken(err))
                .isEqualTo(
                        "Failed: The flow 'products' has a backfill of public.products already,"
                                + " with the id 1, which is requested. Wait until it ends, or"
                                + " cancel it; nothing was requested.\n");
        assertThat(taken(out)).isEmpty();
    }

    @Test
    void namesThatThereAreNotAreAnsweredByTheNearest() {
        assertThat(execute("start", file, "--flow", "product")).isEqualTo(2);
        assertThat(taken(err))
                .isEqualTo(
                        "The pipeline 'shop' has no flow 'product'. Did you mean 'products'?\n"
                                + "See millrace backfill start --help.\n");
        assertThat(execute("start", file, "--flow", "zzz")).isEqualTo(2);
        assertThat(taken(err)).contains("no flow 'zzz'. It has products, both.");
        assertThat(execute("start", file, "--flow", "both", "--table", "public.pricse"))
                .isEqualTo(2);
        assertThat(taken(err))
                .startsWith(
                        "The flow 'both' has no table 'public.pricse'. Did you mean"
                                + " 'public.prices'?\n");
        assertThat(execute("start", file, "--flow", "products", "--table", "prices")).isEqualTo(2);
        assertThat(taken(err))
                .startsWith("The flow 'products' has no table 'prices'. It has public.products.\n");

        execute("start", file, "--flow", "products");
        assertThat(execute("cancel", file, "2")).isEqualTo(2);
        assertThat(taken(err))
                .startsWith("The pipeline 'shop' has no backfill '2'. Did you mean '1'?\n");
        assertThat(execute("watch", file, "2")).isEqualTo(2);
        assertThat(taken(err)).startsWith("The pipeline 'shop' has no backfill '2'.");
        assertThat(execute("pause", file, "--flow", "bth")).isEqualTo(2);
        assertThat(taken(err)).contains("has no flow 'bth'. Did you mean 'both'?");
        assertThat(execute("pause", file, "--table", "public.prices")).isEqualTo(2);
        assertThat(taken(err))
                .contains(
                        "has no backfill of the table 'public.prices'. Did you mean 'public.products'?");
    }

    @Test
    void aWrongConditionIsToldBeforeAnythingIsRequested() throws Exception {
        assertThat(execute("start", file, "--all", "--where", "prce > 1")).isEqualTo(1);
        assertThat(taken(err))
                .isEqualTo(
                        "Failed: Postgres does not take --where 'prce > 1' for public.products:"
                                + " column \"prce\" does not exist. Perhaps you meant to reference"
                                + " the column \"products.price\". Write a condition of Postgres on"
                                + " the table's columns.\n");
        assertThat(execute("start", file, "--all", "--where", "true; DROP TABLE prices"))
                .isEqualTo(1);
        assertThat(taken(err)).contains("it must be one condition, without a ';'");
        assertThat(database.value("SELECT to_regclass('millrace.backfill')")).isNull();
    }

    @Test
    void tablesThatCannotBeReadAreProblemsOfThePipeline() throws Exception {
        file = pipeline(EmbeddedPostgres.USERNAME, "public.keyless");
        assertThat(execute("start", file, "--all")).isEqualTo(1);
        assertThat(taken(err))
                .contains("pipeline.yaml:16: The table public.keyless has no primary key");
        file = pipeline(EmbeddedPostgres.USERNAME, "public.price");
        assertThat(execute("start", file, "--all")).isEqualTo(1);
        assertThat(taken(err)).contains("Did you mean public.prices?");
    }

    @Test
    void missingRightsAreToldWithTheirGrants() throws Exception {
        String user = "clerk_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'postgres'");
        try {
            file = pipeline(user, "[public.products, public.prices]");
            assertThat(execute("start", file, "--flow", "products")).isEqualTo(1);
            assertThat(taken(err))
                    .isEqualTo(
                            "Failed: The rows of public.products cannot be read: permission denied"
                                    + " for table products. The user '"
                                    + user
                                    + "' needs SELECT on it, and USAGE on its schema.\n");
            database.execute("GRANT SELECT ON products TO " + user);
            assertThat(execute("start", file, "--flow", "products")).isEqualTo(1);
            assertThat(taken(err))
                    .startsWith(
                            "Failed: The user '"
                                    + user
                                    + "' may not create the table millrace.backfill for backfills."
                                    + " Run GRANT CREATE ON DATABASE ");
            assertThat(execute("list", file)).isZero();
            assertThat(taken(out)).isEqualTo("The pipeline 'shop' has no backfills.\n");

            new BackfillTable(database.connection()).create();
            assertThat(execute("list", file)).isEqualTo(1);
            assertThat(taken(err))
                    .startsWith(
                            "Failed: The user '"
                                    + user
                                    + "' may not write backfills into millrace.backfill. Run GRANT"
                                    + " USAGE ON SCHEMA millrace TO ");
        } finally {
            database.execute("DROP OWNED BY " + user + " CASCADE", "DROP ROLE " + user);
        }
    }

    @Test
    void aServerThatIsNotThereIsToldAsSuch() throws Exception {
        Files.writeString(file, Files.readString(file).replaceAll("  port: \\d+", "  port: 1"));
        assertThat(execute("list", file)).isEqualTo(1);
        assertThat(taken(err)).startsWith("Failed: Cannot reach Postgres at localhost:1 (");
    }

    @Test
    void listShowsWhatThereIs() throws Exception {
        assertThat(execute("list", file)).isZero();
        assertThat(taken(out)).isEqualTo("The pipeline 'shop' has no backfills.\n");
        execute("start", file, "--flow", "products");
        taken(out);

        assertThat(execute("list", file)).isZero();
        assertThat(taken(out).lines())
                .containsExactly(
                        "id  flow      table            state      rows  percent  started  time "
                                + " error",
                        "1   products  public.products  requested  0");
        assertThat(execute("list", file, "--json")).isZero();
        assertThat(taken(out))
                .startsWith("{\"id\":1,\"flow\":\"products\",\"table_schema\":\"public\",")
                .endsWith("}\n");
    }

    @Test
    void ordersAreGivenByIdsOrByNames() throws Exception {
        execute("start", file, "--all");
        taken(out);

        assertThat(execute("pause", file, "1", "2")).isZero();
        assertThat(taken(out))
                .isEqualTo(
                        "The backfill 1"
                                + PRODUCTS
                                + " is paused.\n"
                                + "The backfill 2 of public.prices for the flow 'both' is"
                                + " paused.\n");
        assertThat(states()).isEqualTo("paused,paused,requested");
        assertThat(execute("pause", file, "1")).isEqualTo(1);
        assertThat(taken(err))
                .isEqualTo("Failed: The backfill 1 is paused, and cannot be paused.\n");

        assertThat(execute("resume", file, "--flow", "both")).isZero();
        assertThat(taken(out))
                .isEqualTo("The backfill 2 of public.prices for the flow 'both' is resumed.\n");
        assertThat(states()).isEqualTo("paused,requested,requested");

        assertThat(execute("cancel", file, "--table", "public.products")).isZero();
        taken(out);
        assertThat(states()).isEqualTo("cancelled,requested,cancelled");
        assertThat(execute("cancel", file)).isZero();
        assertThat(states()).isEqualTo("cancelled,cancelled,cancelled");
        taken(out);
        assertThat(execute("cancel", file)).isZero();
        assertThat(taken(out)).isEqualTo("There is none to cancel.\n");
        assertThat(execute("resume", file, "1")).isEqualTo(1);
        assertThat(taken(err))
                .isEqualTo("Failed: The backfill 1 is cancelled, and cannot be resumed.\n");
    }

    @Test
    void watchEndsWhenAllHaveEndedAndTellsOfFailures() throws Exception {
        assertThat(execute("watch", file)).isZero();
        assertThat(taken(out)).isEqualTo("No backfill is open.\n");
        BackfillTable job = new BackfillTable(database.connection());
        execute("start", file, "--flow", "both");
        taken(out);
        CompletableFuture<Integer> watch =
                CompletableFuture.supplyAsync(() -> execute("watch", file));
        await().until(() -> out.toString().contains("0 rows  requested"));

        job.started(1, 10L);
        job.progress(1, 10);
        job.ended(1, BackfillPhase.FINISHED, null);
        job.started(2, 10L);
        job.ended(2, BackfillPhase.FAILED, "the table is gone");

        assertThat(watch.get()).isEqualTo(1);
        assertThat(taken(out).lines().skip(2))
                .containsExactly(
                        "1 both  public.prices  ████████████████████ 100 %  10 rows  finished in"
                                + " 0 s",
                        "2 both  public.products  ░░░░░░░░░░░░░░░░░░░░ 0 %  0 rows  failed: the"
                                + " table is gone");
        assertThat(execute("watch", file, "1")).isZero();
        assertThat(execute("watch", file, "1", "2")).isEqualTo(1);
    }

    @Test
    void startCanWatch() throws Exception {
        CompletableFuture<Integer> start =
                CompletableFuture.supplyAsync(
                        () -> execute("start", file, "--flow", "products", "--watch"));
        await().until(() -> out.toString().contains("0 rows  requested"));
        assertThat(start).isNotDone();
        new BackfillTable(database.connection()).ended(1, BackfillPhase.FINISHED, null);
        assertThat(start.get()).isZero();
        assertThat(out.toString()).endsWith(" 100 %  0 rows  finished\n");
    }

    @Test
    void aPipelineThatRunsReadsItsSlot() throws Exception {
        database.execute("CREATE PUBLICATION millrace_shop FOR TABLE products");
        database.value(
                "SELECT pg_create_logical_replication_slot('millrace_shop', 'pgoutput')::text");
        try (Connection replication = Database.replicate(database.source());
                PGReplicationStream stream =
                        replication
                                .unwrap(PGConnection.class)
                                .getReplicationAPI()
                                .replicationStream()
                                .logical()
                                .withSlotName("millrace_shop")
                                .withSlotOption("proto_version", 1)
                                .withSlotOption("publication_names", "millrace_shop")
                                .start()) {
            assertThat(stream.isClosed()).isFalse();
            assertThat(execute("start", file, "--flow", "products")).isZero();
            assertThat(out.toString()).isEqualTo("Requested the backfill 1" + PRODUCTS + ".\n");
        }
    }

    private String states() throws Exception {
        return database.value("SELECT string_agg(state, ',' ORDER BY id) FROM millrace.backfill");
    }

    private Path pipeline(String user, String tables) throws Exception {
        return Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                pipeline: shop
                source:
                  hostname: localhost
                  port: %d
                  database: %s
                  username: %s
                  password: postgres
                  reader: wal
                definitions: [sinks.sql]
                flows:
                  - name: products
                    tables: public.products
                    sink: s
                  - name: both
                    key: "_table || ':' || _key"
                    tables: %s
                    sink: t
                """
                        .formatted(
                                database.source().connection().port(),
                                database.name(),
                                user,
                                tables));
    }

    private int execute(String command, Object... arguments) {
        CommandLine commandLine = Commands.commandLine(new Millrace());
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "backfill";
        all[1] = command;
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = arguments[i].toString();
        }
        return commandLine.execute(all);
    }

    private static String taken(StringWriter written) {
        String text = written.toString();
        written.getBuffer().setLength(0);
        return text;
    }
}
