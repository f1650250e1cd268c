package io.millrace.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.backfill.chunk.Scope;
import io.millrace.backfill.table.ReadingSession;
import io.millrace.backfill.table.Session;
import io.millrace.backfill.table.TableScan;
import io.millrace.backfill.table.TableScans;
import io.millrace.backfill.table.WrongConditionException;
import io.millrace.change.TableName;
import io.millrace.config.SourceSpec;
import io.millrace.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the source database, in a session that is opened when it is first needed. */
final class TablePlanner implements Planner {
    private static final JsonMapper JSON = new JsonMapper();

    private final int chunkRows;
    private final Map<TableName, Table> tables = new HashMap<>();
    private final Session session;

    TablePlanner(SourceSpec source, Iterable<Table> tables, int chunkRows) {
        this.chunkRows = chunkRows;
        this.session = new Session(() -> open(source));
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    @Override
    public long estimate(Scope scope) throws SQLException {
        return session.use(
                open -> {
                    TableScan scan = scan(open, scope);
                    requireCondition(open, scope);
                    return rows(first(open, scan.plan(scope), List.of()).get(0));
                });
    }

    @Override
    public List<String> boundary(Scope scope, List<String> after) throws SQLException {
        return session.use(
                open -> {
                    TableScan scan = scan(open, scope);
                    return first(
                            open,
                            scan.boundary(after, chunkRows),
                            TableScan.parameters(after, List.of()));
                });
    }

    @Override
    public void abort() throws SQLException {
        session.abort();
    }

    private static Connection open(SourceSpec source) throws SQLException {
        Connection open = ReadingSession.open(source);
        open.setAutoCommit(true);
        return open;
    }

    private static void requireCondition(Connection open, Scope scope) throws SQLException {
        if (scope.condition() != null) {
            Optional<String> error = new Condition(scope.condition()).error(open, scope.table());
            if (error.isPresent()) {
                throw new WrongConditionException(scope.condition(), error.get());
            }
            open.setReadOnly(true);
        }
    }

    private TableScan scan(Connection open, Scope scope) throws SQLException {
        Table table = tables.get(scope.table());
        if (table == null) {
            throw new SQLException("The flow '" + scope.flow() + "' does not read it", "42P01");
        }
        return TableScans.of(open, table);
    }

    /** The columns of the first row; none if there is no row. */
    private static List<String> first(Connection open, String query, List<String> parameters)
            throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(query)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i), Types.OTHER);
            }
            try (ResultSet row = statement.executeQuery()) {
                List<String> columns = new ArrayList<>();
                if (row.next()) {
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        columns.add(row.getString(i));
                    }
                }
                return columns;
            }
        }
    }

    private static long rows(String plan) throws SQLException {
        try {
            return JSON.readTree(plan).get(0).get("Plan").get("Plan Rows").asLong();
        } catch (JsonProcessingException e) {
            throw new SQLException("Not a plan: " + plan, e);
        }
    }
}
