package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.change.TableName;
import io.millrace.config.ConnectionSpec;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.Secret;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Database;
import io.millrace.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BackfillTableIT {
    private static final String COLUMNS =
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'millrace' AND"
                    + " table_name = 'backfill'";
    private static final TableName PRODUCTS = new TableName("public", "products");

    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws Exception {
        database.close();
    }

    @Nested
    class ForAUserWithoutRights {
        private String user;

        @BeforeEach
        void createUser() throws Exception {
            user = "clerk_" + database.name();
            database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'hush'");
        }

        @AfterEach
        void dropUser() throws Exception {
            database.execute("DROP OWNED BY " + user + " CASCADE", "DROP ROLE " + user);
        }

        @Test
        void isCreatedOnceByWhoMay() throws Exception {
            database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO " + user);

            assertThat(problem()).isEmpty();
            create();
            create();

            assertThat(problem()).isEmpty();
            assertThat(database.value(COLUMNS)).isEqualTo("15");
        }

        @Test
        void whoMayNotCreateItIsToldWhatToDo() throws Exception {
            assertThat(problem())
                    .contains(
                            new Problem(
                                    source().place(),
                                    "The user '"
                                            + user
                                            + "' may not create the table millrace.backfill for"
                                            + " backfills",
                                    "Run GRANT CREATE ON DATABASE \""
                                            + database.name()
                                            + "\" TO \""
                                            + user
                                            + "\", or create the table as docs/backfill.md"
                                            + " shows."));

            database.execute("CREATE SCHEMA millrace");
            assertThat(problem())
                    .get()
                    .extracting(Problem::remedy)
                    .asString()
                    .startsWith("Run GRANT CREATE ON SCHEMA millrace TO \"" + user + "\", or");
            database.execute("GRANT USAGE, CREATE ON SCHEMA millrace TO " + user);
            create();
            assertThat(problem()).isEmpty();
        }

        @Test
        void whoMayNotWriteToItIsToldWhatToDoAndMayRequestThen() throws Exception {
            new BackfillTable(database.connection()).create();
            Problem problem = problem().orElseThrow();
            assertThat(problem.message())
                    .isEqualTo(
                            "The user '"
                                    + user
                                    + "' may not write backfills into millrace.backfill");

            String grants =
                    problem.remedy().substring("Run ".length(), problem.remedy().length() - 1);
            database.execute(grants.split(";"));

            assertThat(problem()).isEmpty();
            try (Connection connection = Database.connect(source())) {
                BackfillTable table = new BackfillTable(connection);
                table.create();
                long id = table.request("shop", List.of(request("products"))).get(0);
                assertThat(table.pause(id)).isTrue();
            }
        }

        private Optional<Problem> problem() throws Exception {
            try (Connection connection = Database.connect(source())) {
                return new BackfillTable(connection).problem(source());
            }
        }

        private void create() throws Exception {
            try (Connection connection = Database.connect(source())) {
                new BackfillTable(connection).create();
            }
        }

        private SourceSpec source() {
            return new SourceSpec(
                    new ConnectionSpec(
                            "localhost",
                            database.source().connection().port(),
                            database.name(),
                            user,
                            new Secret("hush")),
                    new Place("test.yaml", 2));
        }
    }

    @Test
    void isCreatedOnceByManyAtATime() throws Exception {
        inParallel(
                () -> {
                    try (Connection connection = database.connect()) {
                        new BackfillTable(connection).create();
                    }
                    return null;
                });
        assertThat(database.value(COLUMNS)).isEqualTo("15");
    }

    @Test
    void ofManyRequestsAtATimeForATableOneIsTaken() throws Exception {
        table();
        List<Object> results =
                inParallel(
                        () -> {
                            try (Connection connection = database.connect()) {
                                return new BackfillTable(connection)
                                        .request("shop", List.of(request("a"), request("b")));
                            } catch (OpenBackfillException e) {
                                return e;
                            }
                        });
        assertThat(results).filteredOn(result -> result instanceof List).hasSize(1);
        assertThat(database.value("SELECT count(*) FROM millrace.backfill")).isEqualTo("2");
    }

    @Test
    void whatIsRequestedIsFound() throws Exception {
        BackfillTable table = table();
        List<Long> ids =
                table.request(
                        "shop",
                        List.of(
                                new BackfillRequest(
                                        "products",
                                        PRODUCTS,
                                        "price > 1 AND tags ? 'new'",
                                        BackfillReason.REQUEST),
                                request("prices")));
        table.request("other", List.of(request("products")));

        List<Backfill> found = table.list("shop");

        assertThat(found).extracting(Backfill::id).isEqualTo(ids);
        Backfill first = found.get(0);
        assertThat(first.request())
                .isEqualTo(
                        new BackfillRequest(
                                "products",
                                PRODUCTS,
                                "price > 1 AND tags ? 'new'",
                                BackfillReason.REQUEST));
        assertThat(first.phase()).isEqualTo(BackfillPhase.REQUESTED);
        assertThat(first.rows()).isEqualTo(new BackfillRows(null, 0));
        assertThat(first.times().requested()).isNotNull();
        assertThat(first.times().started()).isNull();
        assertThat(first.times().finished()).isNull();
        assertThat(first.error()).isNull();
        assertThat(table.find("shop", List.of(), 0)).isEqualTo(found);
    }

    @Test
    void aSecondOpenOneOfAFlowAndTableIsRefusedAndNothingRequested() throws Exception {
        BackfillTable table = table();
        long first = table.request("shop", List.of(request("products"))).get(0);
        table.started(first, 10L);

        assertThatThrownBy(
                        () ->
                                table.request(
                                        "shop", List.of(request("prices"), request("products"))))
                .isInstanceOf(OpenBackfillException.class)
                .hasMessage(
                        "The flow 'products' has a backfill of public.products already, with the"
                                + " id "
                                + first
                                + ", which is running. Wait until it ends, or cancel it; nothing"
                                + " was requested.");

        assertThat(table.list("shop")).hasSize(1);
        table.ended(first, BackfillPhase.FINISHED, null);
        assertThat(table.request("shop", List.of(request("products")))).hasSize(1);
    }

    @Test
    void anInitialOneLeavesAnOpenOneAsItIs() throws Exception {
        BackfillTable table = table();
        table.request("shop", List.of(request("products")));

        List<Long> ids = table.request("shop", List.of(initial("products"), initial("prices")));

        assertThat(ids).hasSize(1);
        assertThat(table.list("shop"))
                .extracting(backfill -> backfill.request().flow(), b -> b.request().reason())
                .containsExactly(
                        tuple("products", BackfillReason.REQUEST),
                        tuple("prices", BackfillReason.INITIAL));
    }

    @Test
    void aRequestBySqlNeedsNoMoreThanWhatIsToBeRead() throws Exception {
        BackfillTable table = table();
        database.execute(
                "INSERT INTO millrace.backfill (pipeline, flow, table_schema, table_name)"
                        + " VALUES ('shop', 'products', 'public', 'products')");

        assertThat(table.find("shop", List.of(), 0))
                .singleElement()
                .satisfies(found -> assertThat(found.request()).isEqualTo(request("products")))
                .satisfies(found -> assertThat(found.phase()).isEqualTo(BackfillPhase.REQUESTED));
    }

    @Test
    void oneThatIsCommittedAfterAHigherIdIsFoundUntilItBegins() throws Exception {
        BackfillTable table = table();
        try (Connection slow = database.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement()
                    .execute(
                            "INSERT INTO millrace.backfill (pipeline, flow, table_schema,"
                                    + " table_name) VALUES ('shop', 'slow', 'public', 'products')");
            long fast = table.request("shop", List.of(request("fast"))).get(0);
            slow.commit();

            List<Backfill> found = table.find("shop", List.of(fast), fast);
            assertThat(found)
                    .extracting(backfill -> backfill.request().flow())
                    .containsExactly("slow", "fast");
            table.started(found.get(0).id(), null);
        }
        assertThat(table.find("shop", List.of(), 2)).hasSize(1);
    }

    @Test
    void knownOnesAreFoundWhateverBecameOfThem() throws Exception {
        BackfillTable table = table();
        List<Long> ids = table.request("shop", List.of(request("a"), request("b"), request("c")));
        ids.forEach(id -> assertThat(cancelled(table, id)).isTrue());

        assertThat(table.find("shop", List.of(ids.get(0)), ids.get(1)))
                .extracting(Backfill::id)
                .containsExactly(ids.get(0), ids.get(2));
        assertThat(table.find("other", ids, 0)).isEmpty();
    }

    @Test
    void tellsHowFarItHasCome() throws Exception {
        BackfillTable table = table();
        long id = table.request("shop", List.of(request("products"))).get(0);

        table.started(id, 1_000L);
        table.progress(id, 400);
        Backfill running = only(table);
        assertThat(running.phase()).isEqualTo(BackfillPhase.RUNNING);
        assertThat(running.rows()).isEqualTo(new BackfillRows(1_000L, 400));
        assertThat(running.times().started()).isNotNull();

        // After a restart it starts again, and keeps its time.
        table.started(id, 1_100L);
        assertThat(only(table).times().started()).isEqualTo(running.times().started());
        assertThat(only(table).rows()).isEqualTo(new BackfillRows(1_100L, 400));

        table.progress(id, 900);
        table.ended(id, BackfillPhase.FAILED, "the table\0is gone");
        Backfill failed = only(table);
        assertThat(failed.phase()).isEqualTo(BackfillPhase.FAILED);
        assertThat(failed.error()).isEqualTo("the table\uFFFDis gone");
        assertThat(failed.rows().read()).isEqualTo(900);
        assertThat(failed.times().finished()).isNotNull();

        assertThatThrownBy(() -> table.ended(id, BackfillPhase.PAUSED, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A backfill does not end as paused");
    }

    @Test
    void theJobLeavesAPauseAsItIs() throws Exception {
        BackfillTable table = table();
        long id = table.request("shop", List.of(request("products"))).get(0);
        assertThat(table.pause(id)).isTrue();

        table.started(id, 10L);
        table.progress(id, 5);
        assertThat(only(table).phase()).isEqualTo(BackfillPhase.PAUSED);
        assertThat(only(table).rows()).isEqualTo(new BackfillRows(10L, 5));

        assertThat(table.pause(id)).isFalse();
        assertThat(table.resume(id)).isTrue();
        assertThat(only(table).phase()).isEqualTo(BackfillPhase.RUNNING);
        assertThat(table.resume(id)).isFalse();
    }

    @Test
    void whatIsResumedBeforeItBeganIsRequested() throws Exception {
        BackfillTable table = table();
        long id = table.request("shop", List.of(request("products"))).get(0);
        table.pause(id);

        assertThat(table.resume(id)).isTrue();

        assertThat(only(table).phase()).isEqualTo(BackfillPhase.REQUESTED);
    }

    @Test
    void aPausedOneOfWhichNothingIsLeftEnds() throws Exception {
        BackfillTable table = table();
        long id = table.request("shop", List.of(request("products"))).get(0);
        table.started(id, 10L);
        table.pause(id);

        table.ended(id, BackfillPhase.FINISHED, null);

        assertThat(only(table).phase()).isEqualTo(BackfillPhase.FINISHED);
        assertThat(table.resume(id)).isFalse();
    }

    @Test
    void whatIsCancelledStaysCancelled() throws Exception {
        BackfillTable table = table();
        long id = table.request("shop", List.of(request("products"))).get(0);
        table.started(id, 10L);
        assertThat(table.cancel(id)).isTrue();
        Backfill cancelled = only(table);
        assertThat(cancelled.times().finished()).isNotNull();

        table.started(id, 20L);
        table.ended(id, BackfillPhase.FINISHED, null);

        assertThat(only(table)).isEqualTo(cancelled);
        assertThat(table.cancel(id)).isFalse();
        assertThat(table.pause(id)).isFalse();
        assertThat(table.resume(id)).isFalse();
        table.progress(id, 7);
        assertThat(only(table).rows().read()).isEqualTo(7);
    }

    @Test
    void takesNoStateThatThereIsNot() throws Exception {
        table();
        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "INSERT INTO millrace.backfill (pipeline, flow,"
                                                + " table_schema, table_name, state) VALUES ('p',"
                                                + " 'f', 's', 't', 'done')"))
                .hasMessageContaining("backfill_state_check");
    }

    @Test
    void thePageShowsItAsItIs() throws Exception {
        assertThat(Files.readString(Path.of("../docs/backfill.md")))
                .contains(
                        "CREATE SCHEMA IF NOT EXISTS millrace;\n"
                                + BackfillTable.DDL.strip()
                                + ";\n");
    }

    @Test
    void thePagesStatementsDoWhatTheySay() throws Exception {
        BackfillTable table = table();
        List<String> statements = statementsOfThePage();
        assertThat(statements).hasSize(6);
        database.execute(statements.get(0));
        Backfill requested = only("products", table);
        assertThat(requested.request())
                .isEqualTo(
                        new BackfillRequest(
                                "products", PRODUCTS, "price > 100", BackfillReason.REQUEST));
        String id = " WHERE id = " + requested.id();
        List<BackfillPhase> phases = new ArrayList<>();
        for (String statement : statements.subList(1, 4)) {
            assertThat(statement).contains(" WHERE id = 7");
            database.execute(statement.replace(" WHERE id = 7", id));
            phases.add(only("products", table).phase());
        }
        assertThat(phases)
                .containsExactly(
                        BackfillPhase.PAUSED, BackfillPhase.RUNNING, BackfillPhase.CANCELLED);
        assertThat(database.value(statements.get(4))).isEqualTo("" + requested.id());
        database.execute(statements.get(5));
        assertThat(table.list("products")).hasSize(1);
        assertThatThrownBy(
                        () -> {
                            database.execute(statements.get(0));
                            database.execute(statements.get(0));
                        })
                .hasMessageContaining("backfill_open");
    }

    private static List<String> statementsOfThePage() throws Exception {
        String page = Files.readString(Path.of("../docs/backfill.md"));
        String block = page.substring(page.indexOf("```sql\n") + "```sql\n".length());
        return Arrays.stream(block.substring(0, block.indexOf("```")).split(";\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private BackfillTable table() throws Exception {
        BackfillTable table = new BackfillTable(database.connection());
        table.create();
        return table;
    }

    private static boolean cancelled(BackfillTable table, long id) {
        try {
            return table.cancel(id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Backfill only(BackfillTable table) throws Exception {
        return only("shop", table);
    }

    private static Backfill only(String pipeline, BackfillTable table) throws Exception {
        List<Backfill> all = table.list(pipeline);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static BackfillRequest request(String flow) {
        return new BackfillRequest(flow, PRODUCTS, null, BackfillReason.REQUEST);
    }

    private static BackfillRequest initial(String flow) {
        return new BackfillRequest(flow, PRODUCTS, null, BackfillReason.INITIAL);
    }

    private static List<Object> inParallel(Callable<Object> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Object>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(threads.submit(work));
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> one : all) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
