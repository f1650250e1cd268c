package io.millrace.row;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.LogPosition;
import io.millrace.postgres.Table;
import io.millrace.postgres.TextFormat;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a few rows of a table for people to look at, as a backfill would read them. */
public final class FirstRows {
    private final Connection session;
    private final RowSelection selection;

    /**
     * @param session whose settings are changed for this
     * @param timeout of reading one table; the state of its error is 57014
     */
    public FirstRows(Connection session, RowSelection selection, Duration timeout)
            throws SQLException {
        this.session = session;
        this.selection = selection;
        TextFormat.applyTo(session);
        try (Statement statement = session.createStatement()) {
            statement.execute("SET statement_timeout = " + timeout.toMillis());
        }
    }

    /**
     * The rows that come first by the primary key.
     *
     * @throws SQLException also where Postgres does not take the condition
     */
    public List<RowChange> of(Table table) throws SQLException {
        Origin now = new Origin(new Position(LogPosition.current(session), 0), 0, 0, null);
        int keyColumns = table.primaryKey().size();
        List<RowChange> reads = new ArrayList<>();
        // In a prepared statement a question mark of the condition would be a parameter.
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(query(table))) {
            while (rows.next()) {
                List<String> key = new ArrayList<>(keyColumns);
                for (int i = 0; i < keyColumns; i++) {
                    key.add(rows.getString(2 + i));
                }
                reads.add(
                        RowChange.of(
                                Action.READ,
                                RowKey.of(table.name(), key),
                                Json.of(rows.getString(1)),
                                now));
            }
        }
        return reads;
    }

    /** A record is made of those rows alone that are asked for, after they were put in order. */
    private String query(Table table) {
        List<String> key = table.primaryKey().stream().map(Identifiers::quote).toList();
        String keyTexts =
                key.stream()
                        .map(name -> ", pg_catalog.to_jsonb(t." + name + ") #>> '{}'")
                        .collect(Collectors.joining());
        // The condition may end with a comment.
        String where =
                selection.condition() == null ? "" : " WHERE (" + selection.condition() + "\n)";
        return "SELECT "
                + RowQuery.RECORD
                + keyTexts
                + " FROM (SELECT * FROM "
                + Identifiers.quote(table.name())
                + where
                + " ORDER BY "
                + String.join(", ", key)
                + " LIMIT "
                + selection.limit()
                + ") AS t ORDER BY t."
                + String.join(", t.", key);
    }
}
