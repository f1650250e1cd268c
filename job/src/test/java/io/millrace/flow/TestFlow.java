package io.millrace.flow;

import io.millrace.config.ErrorPolicy;
import io.millrace.config.FlowAction;
import io.millrace.config.FlowMode;
import io.millrace.config.FlowPolicies;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragment;
import io.millrace.config.Fragments;
import io.millrace.config.InitialBackfill;
import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.TablePattern;
import io.millrace.config.TruncatePolicy;
import io.millrace.postgres.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** A flow in the making, over tables that a test describes. */
final class TestFlow {
    private final StreamTableEnvironment environment;
    private Fragment filter;
    private Fragment transform;
    private Fragment route;
    private final List<Fragment.Sql> key = new ArrayList<>();
    private final List<Fragment.Sql> groupBy = new ArrayList<>();
    private FlowMode mode = FlowMode.LATEST;
    private Set<FlowAction> actions = Set.of(FlowAction.values());
    private TruncatePolicy truncate = TruncatePolicy.PROPAGATE;
    private ErrorPolicy onError = ErrorPolicy.DEAD_LETTER;

    TestFlow(StreamTableEnvironment environment) {
        this.environment = environment;
    }

    /** With an environment of its own, in which the statements were executed. */
    static TestFlow with(String... definitions) {
        StreamTableEnvironment environment =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        Stream.of(definitions).forEach(environment::executeSql);
        return new TestFlow(environment);
    }

    /** On line 10. */
    TestFlow filter(String sql) {
        filter = sql(sql, 10);
        return this;
    }

    /** From line 20 on. */
    TestFlow transform(String sql) {
        transform = sql(sql, 20);
        return this;
    }

    /** On line 30. */
    TestFlow route(String sql) {
        route = sql(sql, 30);
        return this;
    }

    /** From line 40 on, one each. */
    TestFlow key(String... sql) {
        for (String expression : sql) {
            key.add(sql(expression, 40 + key.size()));
        }
        return this;
    }

    /** From line 50 on, one each. */
    TestFlow groupBy(String... sql) {
        for (String expression : sql) {
            groupBy.add(sql(expression, 50 + groupBy.size()));
        }
        return this;
    }

    TestFlow mode(FlowMode mode) {
        this.mode = mode;
        return this;
    }

    TestFlow actions(FlowAction... actions) {
        this.actions = Set.of(actions);
        return this;
    }

    TestFlow truncate(TruncatePolicy truncate) {
        this.truncate = truncate;
        return this;
    }

    TestFlow onError(ErrorPolicy onError) {
        this.onError = onError;
        return this;
    }

    /** What is wrong with it. */
    List<String> problems(Table... tables) {
        FlowPlanner planner = new FlowPlanner(environment);
        planner.plan(spec(), List.of(tables));
        return planner.problems().stream().map(Problem::toString).toList();
    }

    FlowPlan plan(Table... tables) {
        FlowPlanner planner = new FlowPlanner(environment);
        return planner.plan(spec(), List.of(tables))
                .orElseThrow(() -> new AssertionError(planner.problems()));
    }

    TestOperator open(Table... tables) throws Exception {
        return TestOperator.open(plan(tables));
    }

    private FlowSpec spec() {
        return new FlowSpec(
                "products",
                List.of(new TablePattern("public.*", place(2))),
                new Fragments(filter, transform, route, key, groupBy),
                new FlowPolicies(mode, actions, truncate, onError, InitialBackfill.ALL),
                "index",
                place(1),
                place(3));
    }

    private static Fragment.Sql sql(String text, int line) {
        return new Fragment.Sql(text, place(line));
    }

    private static Place place(int line) {
        return new Place("shop.yaml", line);
    }
}
