package io.millrace.flow;

import io.millrace.config.FlowMode;
import io.millrace.config.FlowSpec;
import io.millrace.config.Fragment;
import io.millrace.config.Problem;
import io.millrace.flow.function.JavaFilter;
import io.millrace.flow.function.JavaRoute;
import io.millrace.flow.function.JavaTransform;
import io.millrace.flow.row.RowSchema;
import io.millrace.flow.sql.FragmentPlanner;
import io.millrace.flow.sql.InvalidFragmentException;
import io.millrace.flow.sql.Select;
import io.millrace.flow.sql.Step;
import io.millrace.postgres.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.annotation.Nullable;

/** Plans the steps of one flow for one table. A step with a problem is as if it were left out. */
final class StepPlanner {
    private static final String ALL_COLUMNS = "*";

    private final FlowSpec flow;
    private final Table table;
    private final FragmentPlanner fragments;
    private final Collection<Problem> problems;

    /**
     * @param problems to add to
     */
    StepPlanner(
            FlowSpec flow, Table table, FragmentPlanner fragments, Collection<Problem> problems) {
        this.flow = flow;
        this.table = table;
        this.fragments = fragments;
        this.problems = problems;
    }

    TablePlan plan(RowSchema schema) {
        StepPlan<RowFilter> filter =
                step(
                        "filter",
                        flow.fragments().filter(),
                        DefaultSteps.ALL_ROWS,
                        step -> SqlSteps.filter(fragments.condition(step)),
                        JavaFilter::check,
                        JavaSteps::filter);
        PlannedDocuments documents =
                step(
                        "transform",
                        flow.fragments().transform(),
                        untransformed(schema),
                        step -> transform(step, schema),
                        JavaTransform::check,
                        step -> new PlannedDocuments(JavaSteps.documents(step), null));
        StepPlan<Router> router =
                step(
                        "route",
                        flow.fragments().route(),
                        DefaultSteps.NO_ROUTE,
                        step -> SqlSteps.router(fragments.texts(List.of(step))),
                        JavaRoute::check,
                        JavaSteps::router);
        return new TablePlan(schema, filter, documents, router, key(), group());
    }

    private boolean isLatest() {
        return flow.policies().mode() == FlowMode.LATEST;
    }

    private PlannedDocuments untransformed(RowSchema schema) {
        return isLatest()
                ? wholeRecord(schema)
                : new PlannedDocuments(
                        DefaultSteps.eventMessage(flow.name(), table.primaryKey().size()),
                        new DocumentFields(
                                "an event of the flow '" + flow.name() + "'", EventMessage.FIELDS));
    }

    private PlannedDocuments wholeRecord(RowSchema schema) {
        return new PlannedDocuments(
                DefaultSteps.WHOLE_RECORD,
                new DocumentFields(table.name().toString(), DocumentField.of(schema)));
    }

    private PlannedDocuments transform(Step step, RowSchema schema)
            throws InvalidFragmentException {
        if (isLatest() && step.fragment().text().strip().equals(ALL_COLUMNS)) {
            return wholeRecord(schema);
        }
        Select select = fragments.selectList(step);
        return new PlannedDocuments(
                SqlSteps.documents(select),
                new DocumentFields(
                        "the transform of the flow '" + flow.name() + "'",
                        DocumentField.of(select, schema)));
    }

    private StepPlan<KeyMaker> key() {
        List<Step> key = steps("key", flow.fragments().key());
        if (!isLatest()) {
            if (!key.isEmpty()) {
                problems.add(
                        new Problem(
                                key.get(0).fragment().place(),
                                key.get(0) + " has no use: each event has an id of its own",
                                "Leave it out, or set 'mode: latest'."));
            }
            return DefaultSteps.EVENT_ID;
        }
        return key.isEmpty()
                ? DefaultSteps.ROW_KEY
                : planned(() -> SqlSteps.key(fragments.texts(key)), DefaultSteps.ROW_KEY);
    }

    private StepPlan<KeyMaker> group() {
        List<Step> group = steps("group_by", flow.fragments().groupBy());
        return group.isEmpty()
                ? DefaultSteps.NO_GROUP
                : planned(() -> SqlSteps.key(fragments.texts(group)), DefaultSteps.NO_GROUP);
    }

    private List<Step> steps(String name, List<Fragment.Sql> expressions) {
        List<Step> steps = new ArrayList<>();
        for (Fragment.Sql expression : expressions) {
            steps.add(new Step(name, flow.name(), expression));
        }
        return steps;
    }

    private <T> T step(
            String name,
            @Nullable Fragment fragment,
            T otherwise,
            Planning<T> sql,
            BiFunction<Fragment.Function, ClassLoader, Optional<Problem>> javaCheck,
            Function<Fragment.Function, T> java) {
        if (fragment instanceof Fragment.Sql expression) {
            return planned(() -> sql.plan(new Step(name, flow.name(), expression)), otherwise);
        }
        if (fragment instanceof Fragment.Function function) {
            javaCheck
                    .apply(function, Thread.currentThread().getContextClassLoader())
                    .ifPresent(problems::add);
            return java.apply(function);
        }
        return otherwise;
    }

    private <T> T planned(Attempt<T> attempt, @Nullable T otherwise) {
        try {
            return attempt.plan();
        } catch (InvalidFragmentException e) {
            problems.add(e.problem());
            return otherwise;
        }
    }

    /** Makes a plan of a fragment. */
    @FunctionalInterface
    private interface Planning<T> {
        T plan(Step step) throws InvalidFragmentException;
    }

    /** Makes a plan. */
    @FunctionalInterface
    private interface Attempt<T> {
        T plan() throws InvalidFragmentException;
    }
}
