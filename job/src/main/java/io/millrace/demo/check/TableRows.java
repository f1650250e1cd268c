package io.millrace.demo.check;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Postgres says that a table's documents should be. */
final class TableRows {
    private static final int PAGE = 1000;

    private TableRows() {}

    /** Every row by its document id, as the JSON text of {@code to_jsonb}; times are in UTC. */
    static Map<String, String> read(Connection connection, TableName table, List<String> keyColumns)
            throws SQLException {
        String columns =
                keyColumns.stream()
                        .map(column -> quoted(column) + "::text, ")
                        .collect(Collectors.joining());
        String query =
                "SELECT "
                        + columns
                        + "to_jsonb(t)::text FROM "
                        + quoted(table.schema())
                        + "."
                        + quoted(table.name())
                        + " t";
        Map<String, String> documents = new HashMap<>();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL TIME ZONE 'UTC'");
            statement.setFetchSize(PAGE);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    List<String> key = new ArrayList<>();
                    for (int i = 1; i <= keyColumns.size(); i++) {
                        key.add(rows.getString(i));
                    }
                    documents.put(
                            RowKey.of(table, key).id(), rows.getString(keyColumns.size() + 1));
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return documents;
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
