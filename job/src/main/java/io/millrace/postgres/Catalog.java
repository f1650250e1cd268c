package io.millrace.postgres;

import io.millrace.change.TableName;
import io.millrace.postgres.Column.TypeKind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source database's system catalog. */
public final class Catalog {
    private static final String TABLE =
            """
            SELECT c.oid,
                   c.relreplident = 'f'
                     AND NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) part
                                       JOIN pg_class leaf ON leaf.oid = part.relid
                                      WHERE part.isleaf AND leaf.relreplident <> 'f')
                     AS identity_full,
                   k.indisprimary IS NOT NULL AND NOT k.indimmediate AS key_deferrable,
                   (SELECT array_agg(a.attname ORDER BY p.position)
                      FROM unnest(k.indkey::int2[]) WITH ORDINALITY AS p (attnum, position)
                      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.attnum
                   ) AS primary_key
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
             WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
            """;

    private static final String NAME =
            """
            SELECT n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.oid = ?
            """;

    private static final String COLUMNS =
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, t.typname,
                   CASE WHEN t.typcategory = 'A' THEN 'ARRAY'
                        WHEN t.typtype = 'b' THEN 'BASE'
                        WHEN t.typtype = 'e' THEN 'ENUM'
                        ELSE 'OTHER' END AS kind,
                   a.attgenerated <> '' AS generated,
                   a.attstorage <> 'p' AS toastable
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum
            """;

    private static final String NAMES =
            """
            SELECT n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p')
               AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
             ORDER BY 1, 2
            """;

    private final Connection connection;

    public Catalog(Connection connection) {
        this.connection = connection;
    }

    /** The table of this name, or empty if there is none (a view or a sequence is none). */
    public Optional<Table> table(TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Table(
                                name,
                                columns(row.getLong("oid")),
                                names(row.getArray("primary_key")),
                                row.getBoolean("key_deferrable"),
                                row.getBoolean("identity_full")));
            }
        }
    }

    /** What the table of this id is called now, or empty if there is none. */
    public Optional<TableName> name(long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAME)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new TableName(row.getString(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** All tables but the system's, for telling the nearest name. */
    public List<TableName> tableNames() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAMES);
                ResultSet rows = statement.executeQuery()) {
            List<TableName> names = new ArrayList<>();
            while (rows.next()) {
                names.add(new TableName(rows.getString(1), rows.getString(2)));
            }
            return names;
        }
    }

    private List<Column> columns(long tableOid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, tableOid);
            try (ResultSet row = statement.executeQuery()) {
                List<Column> columns = new ArrayList<>();
                while (row.next()) {
                    columns.add(
                            new Column(
                                    row.getString("attname"),
                                    row.getString("type"),
                                    row.getString("typname"),
                                    TypeKind.valueOf(row.getString("kind")),
                                    row.getBoolean("generated"),
                                    row.getBoolean("toastable")));
                }
                return columns;
            }
        }
    }

    private static List<String> names(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
