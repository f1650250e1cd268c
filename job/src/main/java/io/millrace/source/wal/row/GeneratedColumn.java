package io.millrace.source.wal.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that the server computes ({@code GENERATED ALWAYS AS …}).
 *
 * @param type its type in SQL, with its modifier
 * @param expression in SQL, of columns of the same row
 * @param sources the columns that the expression names
 */
record GeneratedColumn(String name, String type, String expression, List<String> sources) {
    /** Up to Postgres 14 it is the column that depends on its sources, later its default. */
    private static final String QUERY =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type,
                   pg_get_expr(d.adbin, d.adrelid) AS expression,
                   ARRAY(
                     SELECT DISTINCT s.attname::text
                       FROM pg_catalog.pg_depend p
                       JOIN pg_catalog.pg_attribute s
                         ON s.attrelid = p.refobjid AND s.attnum = p.refobjsubid
                      WHERE p.refclassid = 'pg_catalog.pg_class'::regclass
                        AND p.refobjid = a.attrelid
                        AND p.refobjsubid NOT IN (0, a.attnum)
                        AND (p.classid = 'pg_catalog.pg_attrdef'::regclass AND p.objid = d.oid
                             OR p.classid = 'pg_catalog.pg_class'::regclass
                                AND p.objid = a.attrelid AND p.objsubid = a.attnum)
                   ) AS sources
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = ? AND a.attgenerated <> '' AND NOT a.attisdropped
             ORDER BY a.attnum
            """;

    GeneratedColumn {
        sources = List.copyOf(sources);
    }

    /** Those that the table has now; none if it has been dropped. */
    static List<GeneratedColumn> ofTable(long id, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                List<GeneratedColumn> columns = new ArrayList<>();
                while (row.next()) {
                    columns.add(
                            new GeneratedColumn(
                                    row.getString("attname"),
                                    row.getString("type"),
                                    row.getString("expression"),
                                    List.of((String[]) row.getArray("sources").getArray())));
                }
                return columns;
            }
        }
    }

    /** Explicit, because the expression does not show the conversion of an assignment. */
    String sql() {
        return "pg_catalog.to_jsonb(CAST((" + expression + ") AS " + type + "))::text";
    }
}
