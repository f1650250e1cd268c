package io.millrace.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.TableName;
import io.millrace.config.FlowPolicies;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragments;
import io.millrace.config.InitialBackfill;
import io.millrace.config.Place;
import io.millrace.postgres.Catalog;
import io.millrace.postgres.Table;
import io.millrace.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionIT {
    private static final TableName PRODUCTS = new TableName("public", "Products");

    private static TestDatabase database;

    @BeforeAll
    static void createTable() throws Exception {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE \"Products\" (id bigint PRIMARY KEY, name text, price numeric, tags"
                        + " jsonb)",
                "INSERT INTO \"Products\" VALUES (1, 'a', 1, '{\"new\": 1}'), (2, 'b;', 2, '{}')",
                "CREATE SEQUENCE drawn");
    }

    @AfterAll
    static void dropDatabase() throws Exception {
        database.close();
    }

    @AfterEach
    void nothingWasWrittenAndTheSessionIsAsItWas() throws Exception {
        assertThat(database.value("SELECT count(*) FROM \"Products\"")).isEqualTo("2");
        assertThat(database.value("SELECT is_called FROM drawn")).isEqualTo("f");
        assertThat(database.connection().getAutoCommit()).isTrue();
        assertThat(database.connection().isReadOnly()).isFalse();
        database.execute("CREATE TABLE writable ()", "DROP TABLE writable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price > 1",
                "price > 1 -- and no more",
                "/* ; ) */ price > 1 OR name = 'b;'",
                "name = $$); DELETE FROM \"Products\"; --$$",
                "tags ? 'new' OR tags ?| array['a', 'b']",
                "name = '{d 2026-01-01}'",
                "(price, id) > (1, 1)",
                "id IN (SELECT id FROM \"Products\" WHERE price > 1)",
                "\"Products\".price > 1",
                "CASE WHEN price > 1 THEN true END",
                "nextval('drawn') > 0",
                "true",
            })
    void isOneOnTheTable(String sql) throws Exception {
        assertThat(new Condition(sql).error(database.connection(), PRODUCTS)).isEmpty();
        try (Statement statement = database.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(
                    "EXPLAIN SELECT FROM \"Products\" WHERE "
                            + new Condition(sql).inParentheses()
                            + " AND id > 0");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '→',
            value = {
                "prce > 1 → column \"prce\" does not exist. Perhaps you meant to reference the column \"Products.price\"",
                "price → argument of WHERE must be type boolean, not type numeric",
                "price > → syntax error at or near \")\"",
                "name = 'a → unterminated quoted string at or near \"'a )\"",
                "price > 1; DELETE FROM \"Products\" → it must be one condition, without a ';'",
                "price > 1; → it must be one condition, without a ';'",
                "; → it must be one condition, without a ';'",
                "true); DELETE FROM \"Products\"; SELECT (true → it must be one condition, without a ';'",
                "true); COMMIT; DELETE FROM \"Products\"; SELECT (true → it must be one condition, without a ';'",
                "true THEN true END; DELETE FROM \"Products\"; SELECT CASE WHEN true → it must be one condition, without a ';'",
                "(true; DELETE FROM \"Products\") → syntax error at or near \";\"",
                "1 = 1) OR (1 = 1 → syntax error at or near \")\"",
                "true) UNION (SELECT → syntax error at or near \")\"",
                "SELECT true → syntax error at or near \"SELECT\"",
                "true THEN true END OR CASE WHEN true → syntax error at or near \"THEN\"",
                "price > 1 LIMIT 1 → syntax error at or near \"LIMIT\"",
                "/* price > 1 → unterminated /* comment at or near \"/* price > 1 )\"",
                "price > $1 → it must have no parameters, such as $1",
                "price > ? → syntax error at or near \")\"",
                "count(*) > 1 → aggregate functions are not allowed in WHERE",
                "other.id = id → missing FROM-clause entry for table \"other\"",
                "price > 'x' → invalid input syntax for type numeric: \"x\"",
            })
    void isNone(String sql, String error) throws Exception {
        assertThat(new Condition(sql).error(database.connection(), PRODUCTS)).hasValue(error);
    }

    @Test
    void isNoneOnATableThatIsGoneOrForbidden() throws Exception {
        Condition all = new Condition("true");
        assertThat(all.error(database.connection(), new TableName("public", "gone")))
                .hasValue("relation \"public.gone\" does not exist");
        String user = "clerk_" + database.name();
        database.execute("CREATE ROLE " + user, "SET ROLE " + user);
        try {
            assertThat(all.error(database.connection(), PRODUCTS))
                    .hasValue("permission denied for table Products");
        } finally {
            database.execute("RESET ROLE", "DROP ROLE " + user);
        }
    }

    @Test
    void itIsNotTheConditionsFaultThatTheServerIsGone() throws Exception {
        try (Connection lost = database.connect();
                Statement statement = lost.createStatement()) {
            assertThatThrownBy(
                            () ->
                                    statement.execute(
                                            "SELECT pg_terminate_backend(pg_backend_pid())"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> new Condition("true").error(lost, PRODUCTS))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void thatOfAFlowIsToldWithItsPlace() throws Exception {
        List<Table> tables =
                List.of(new Catalog(database.connection()).table(PRODUCTS).orElseThrow());
        assertThat(InitialConditions.problems(database.connection(), flow("name > 1"), tables))
                .extracting(Object::toString)
                .containsExactly(
                        "p.yaml:9: The flow 'products' cannot read the rows of public.Products by"
                                + " 'where': operator does not exist: text > integer. No operator"
                                + " matches the given name and argument types. You might need to"
                                + " add explicit type casts. Write a condition of Postgres on the"
                                + " table's columns.");
        assertThat(InitialConditions.problems(database.connection(), flow("price > 1"), tables))
                .isEmpty();
    }

    private static FlowSpec flow(String where) {
        FlowPolicies defaults = FlowPolicies.DEFAULT;
        return new FlowSpec(
                "products",
                List.of(),
                Fragments.NONE,
                new FlowPolicies(
                        defaults.mode(),
                        defaults.actions(),
                        defaults.truncate(),
                        defaults.onError(),
                        new InitialBackfill.Where(where, new Place("p.yaml", 9))),
                "sink",
                new Place("p.yaml", 7),
                new Place("p.yaml", 8));
    }
}
