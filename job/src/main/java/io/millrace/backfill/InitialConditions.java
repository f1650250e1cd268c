package io.millrace.backfill;

import io.millrace.config.FlowSpec;
import io.millrace.config.InitialBackfill;
import io.millrace.config.Problem;
import io.millrace.postgres.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds, before the start, what is wrong with the condition of a flow's initial backfill. */
public final class InitialConditions {
    private InitialConditions() {}

    /**
     * @param session commits each statement
     * @param tables those of the flow
     */
    public static List<Problem> problems(Connection session, FlowSpec flow, List<Table> tables)
            throws SQLException {
        List<Problem> problems = new ArrayList<>();
        if (flow.policies().backfill() instanceof InitialBackfill.Where where) {
            for (Table table : tables) {
                Optional<String> error =
                        new Condition(where.condition()).error(session, table.name());
                error.map(words -> problem(flow, where, table, words)).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private static Problem problem(
            FlowSpec flow, InitialBackfill.Where where, Table table, String words) {
        return new Problem(
                where.place(),
                "The flow '"
                        + flow.name()
                        + "' cannot read the rows of "
                        + table.name()
                        + " by 'where': "
                        + words,
                "Write a condition of Postgres on the table's columns.");
    }
}
