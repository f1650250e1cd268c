package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.FlowPolicies;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragment;
import io.millrace.config.Fragments;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.SqlStatement;
import io.millrace.config.TablePattern;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static final Place FLOW = new Place("pipeline.yaml", 10);
    private static final Place ROUTE = new Place("pipeline.yaml", 13);
    private static final Fragments ROUTED =
            new Fragments(null, null, new Fragment.Sql("region", ROUTE), List.of(), List.of());

    private final Definitions definitions =
            new Definitions(TableEnvironment.create(EnvironmentSettings.inStreamingMode()));

    @BeforeEach
    void defineSinks() {
        definitions.define(
                List.of(
                        statement("CREATE TABLE place WITH ('connector' = 'one-place')"),
                        statement(
                                "CREATE TABLE indexes WITH ('connector' = 'in-memory', 'name' ="
                                        + " 'unused')")));
    }

    @Test
    void aFlowWithARouteCannotUseASinkThatTakesNone() {
        definitions.sink(flow("place", ROUTED), List.of());

        assertThat(definitions.problems())
                .containsExactly(
                        new Problem(
                                ROUTE,
                                "The sink 'place' takes no routes: the connector 'one-place' writes"
                                        + " to one place",
                                "Remove 'route', or split the flow by filters into sinks of their"
                                        + " own."));
    }

    @Test
    void aSinkThatTakesRoutesTakesFlowsWithAndWithout() {
        assertThat(definitions.sink(flow("indexes", ROUTED), List.of())).isPresent();
        assertThat(definitions.sink(flow("indexes", Fragments.NONE), List.of())).isPresent();
        assertThat(definitions.sink(flow("place", Fragments.NONE), List.of())).isPresent();
        assertThat(definitions.problems()).isEmpty();
    }

    @Test
    void aFunctionIsOfAClassThatIsThereAndAFunction() {
        define(
                "CREATE FUNCTION gone AS 'com.acme.Gone'",
                "CREATE TEMPORARY FUNCTION text AS 'java.lang.String'",
                "CREATE TEMPORARY SYSTEM FUNCTION mute AS '" + Mute.class.getName() + "'",
                "CREATE FUNCTION shout AS '" + Shout.class.getName() + "'");

        assertThat(definitions.problems())
                .map(Problem::toString)
                .satisfiesExactly(
                        problem ->
                                assertThat(problem)
                                        .isEqualTo(
                                                "functions.sql:1: The class 'com.acme.Gone' of the"
                                                        + " function 'gone' is not there. Name the"
                                                        + " jar that holds it under 'jars', or by"
                                                        + " --jar; a class within another is written"
                                                        + " Outer$Inner."),
                        problem ->
                                assertThat(problem)
                                        .isEqualTo(
                                                "functions.sql:2: The class 'java.lang.String' of the"
                                                        + " function 'text' is no function of Flink."
                                                        + " Let it extend"
                                                        + " org.apache.flink.table.functions.ScalarFunction."),
                        problem ->
                                assertThat(problem)
                                        .startsWith(
                                                "functions.sql:3: The class '"
                                                        + Mute.class.getName()
                                                        + "' of the function 'mute' cannot be used: ")
                                        .contains("eval")
                                        .endsWith(". Correct the class."));
    }

    /** Lacks a method to call. */
    public static final class Mute extends ScalarFunction {
        private static final long serialVersionUID = 1L;
    }

    public static final class Shout extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public String eval(String text) {
            return text + "!";
        }
    }

    private void define(String... texts) {
        List<SqlStatement> statements = new ArrayList<>();
        for (String text : texts) {
            statements.add(
                    new SqlStatement(text, new Place("functions.sql", statements.size() + 1)));
        }
        definitions.define(statements);
    }

    private static FlowSpec flow(String sink, Fragments fragments) {
        return new FlowSpec(
                "flow",
                List.of(new TablePattern("public.t", FLOW)),
                fragments,
                FlowPolicies.DEFAULT,
                sink,
                FLOW,
                FLOW);
    }

    private static SqlStatement statement(String text) {
        return new SqlStatement(text, new Place("sinks.sql", 1));
    }
}
