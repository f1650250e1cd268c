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
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
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
