package io.millrace.pipeline.control;

import io.millrace.backfill.BackfillReason;
import io.millrace.backfill.BackfillRequest;
import io.millrace.backfill.Condition;
import io.millrace.change.TableName;
import io.millrace.config.InvalidPipelineException;
import io.millrace.config.PipelineSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** What is to be requested, checked as far as that can be done before. */
record Requests(PipelineSpec pipeline, Connection connection) {

    /**
     * One for each flow and table of the scope.
     *
     * @throws WrongNameException if the scope names what there is not
     * @throws InvalidPipelineException if a flow has tables that cannot be read
     * @throws BackfillException if the rows, or those of the condition, cannot be read
     */
    List<BackfillRequest> of(BackfillScope scope, @Nullable String where) throws SQLException {
        Map<String, List<TableName>> tables = new ScopedTables(pipeline, connection).of(scope);
        List<BackfillRequest> requests = new ArrayList<>();
        for (Map.Entry<String, List<TableName>> flow : tables.entrySet()) {
            for (TableName table : flow.getValue()) {
                checkRights(table);
                checkCondition(table, where);
                requests.add(
                        new BackfillRequest(flow.getKey(), table, where, BackfillReason.REQUEST));
            }
        }
        return requests;
    }

    private void checkRights(TableName table) throws SQLException {
        Optional<String> unreadable = new Condition("true").error(connection, table);
        if (unreadable.isPresent()) {
            throw new BackfillException(
                    "The rows of "
                            + table
                            + " cannot be read: "
                            + unreadable.get()
                            + ". The user '"
                            + pipeline.source().connection().username()
                            + "' needs SELECT on it, and USAGE on its schema.");
        }
    }

    private void checkCondition(TableName table, @Nullable String where) throws SQLException {
        Optional<String> wrong =
                where == null ? Optional.empty() : new Condition(where).error(connection, table);
        if (wrong.isPresent()) {
            throw new BackfillException(
                    "Postgres does not take --where '"
                            + where
                            + "' for "
                            + table
                            + ": "
                            + wrong.get()
                            + ". Write a condition of Postgres on the table's columns.");
        }
    }
}
