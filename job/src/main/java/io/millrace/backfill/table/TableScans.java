package io.millrace.backfill.table;

import io.millrace.change.TableName;
import io.millrace.postgres.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Finds out how a table is to be read as it is now. */
public final class TableScans {
    /**
     * {@code row_to_json} is faster, and its text that of the log's reader. But it leaves a json
     * column as it is, with line breaks and repeated keys, and writes floats with exponents; what a
     * cast to json may write nobody knows.
     */
    private static final String QUERY =
            """
            SELECT c.relkind = 'p' AS partitioned,
                   NOT EXISTS (
                     WITH RECURSIVE part AS (
                       SELECT a.atttypid AS type
                         FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        UNION
                       SELECT x.type
                         FROM part
                         JOIN pg_catalog.pg_type p ON p.oid = part.type
                        CROSS JOIN LATERAL (
                              SELECT p.typbasetype AS type WHERE p.typtype = 'd'
                               UNION ALL
                              SELECT p.typelem WHERE p.typcategory = 'A' AND p.typelem <> 0
                               UNION ALL
                              SELECT a.atttypid
                                FROM pg_catalog.pg_attribute a
                               WHERE p.typtype = 'c' AND a.attrelid = p.typrelid
                                 AND a.attnum > 0 AND NOT a.attisdropped) x)
                     SELECT FROM part
                      WHERE type IN ('json'::regtype, 'float4'::regtype, 'float8'::regtype)
                         OR type >= 16384 AND EXISTS (
                              SELECT FROM pg_catalog.pg_cast
                               WHERE castsource = part.type AND castmethod = 'f'
                                 AND casttarget = 'json'::regtype)) AS as_written
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
            """;

    private static final String UNDEFINED_TABLE = "42P01";

    private TableScans() {}

    /**
     * @throws SQLException also if there is no such table
     */
    public static TableScan of(Connection connection, Table table) throws SQLException {
        TableName name = table.name();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("There is no table " + name, UNDEFINED_TABLE);
                }
                return new TableScan(
                        name,
                        key(table),
                        row.getBoolean("partitioned"),
                        row.getBoolean("as_written"));
            }
        }
    }

    private static List<KeyColumn> key(Table table) {
        return table.primaryKey().stream()
                .map(
                        name ->
                                table.columns().stream()
                                        .filter(column -> column.name().equals(name))
                                        .findFirst()
                                        .orElseThrow())
                .map(KeyColumn::of)
                .toList();
    }
}
