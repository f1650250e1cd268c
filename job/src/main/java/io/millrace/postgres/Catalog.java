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
                   k.indisprimary IS NOT NULL AND NOT k.indimmediate AS key_deferrable,
                   (SELECT array_agg(a.attname ORDER BY p.position)
                      FROM unnest(k.indkey::int2[]) WITH ORDINALITY AS p (attnum, position)
                      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.attnum
                     WHERE p.position <= k.indnkeyatts
                   ) AS primary_key
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
             WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
            """;

    /**
     * Changes of a partition come under the name of its root and with the columns that the root's
     * identity says, but the values are those that the partition's own has logged.
     */
    private static final String IDENTITY =
            """
            SELECT c.relreplident = 'f' AS whole,
                   (SELECT array_agg(a.attname ORDER BY a.attnum)
                      FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                       AND (c.relreplident = 'f'
                            OR EXISTS (
                                 SELECT FROM pg_index i
                                  WHERE i.indrelid = c.oid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                                    AND CASE c.relreplident WHEN 'd' THEN i.indisprimary
                                                            WHEN 'i' THEN i.indisreplident
                                                            ELSE false END))
                   ) AS columns,
                   d.schemas AS partition_schemas, d.names AS partitions
              FROM pg_class c
              LEFT JOIN LATERAL (
                     SELECT array_agg(n.nspname ORDER BY n.nspname, l.relname) AS schemas,
                            array_agg(l.relname ORDER BY n.nspname, l.relname) AS names
                       FROM pg_partition_tree(c.oid) t
                       JOIN pg_class l ON l.oid = t.relid
                       JOIN pg_namespace n ON n.oid = l.relnamespace
                      WHERE t.isleaf AND l.oid <> c.oid AND l.relreplident <> 'f'
                        AND (c.relreplident <> 'd' OR l.relreplident <> 'd')
                   ) d ON c.relkind = 'p'
             WHERE c.oid = ?
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
                   a.attstorage <> 'p' AS toastable,
                   v.typname AS value_type, v.modifier AS value_modifier,
                   CASE v.depth WHEN 0 THEN 'SCALAR' WHEN 1 THEN 'LIST' ELSE 'NESTED' END
                     AS value_shape
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
             CROSS JOIN LATERAL (
                     WITH RECURSIVE part AS (
                       SELECT a.atttypid AS type, a.atttypmod AS modifier, 0 AS depth,
                              a.attndims::int AS dimensions
                        UNION ALL
                       SELECT CASE WHEN p.typtype = 'd' THEN p.typbasetype ELSE p.typelem END,
                              CASE WHEN part.modifier = -1 THEN p.typtypmod
                                   ELSE part.modifier END,
                              CASE WHEN p.typtype = 'd' THEN part.depth
                                   ELSE part.depth + greatest(part.dimensions, 1) END,
                              CASE WHEN p.typtype = 'd' THEN p.typndims ELSE 0 END
                         FROM part JOIN pg_type p ON p.oid = part.type
                        WHERE p.typtype = 'd' OR p.typcategory = 'A' AND p.typelem <> 0)
                     SELECT p.typname, part.modifier, part.depth
                       FROM part JOIN pg_type p ON p.oid = part.type
                      WHERE NOT (p.typtype = 'd' OR p.typcategory = 'A' AND p.typelem <> 0)
                   ) v
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum
            """;

    private static final String NAMES =
            """
            SELECT n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
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
                                identity(row.getLong("oid"))));
            }
        }
    }

    private ReplicaIdentity identity(long tableOid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IDENTITY)) {
            statement.setLong(1, tableOid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                List<String> schemas = names(row.getArray("partition_schemas"));
                List<String> partitions = names(row.getArray("partitions"));
                List<TableName> deviating = new ArrayList<>();
                for (int i = 0; i < partitions.size(); i++) {
                    deviating.add(new TableName(schemas.get(i), partitions.get(i)));
                }
                return new ReplicaIdentity(
                        row.getBoolean("whole"), names(row.getArray("columns")), deviating);
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

    /** All tables but the system's and partitions. */
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
                                    row.getBoolean("toastable"),
                                    new ValueType(
                                            row.getString("value_type"),
                                            row.getInt("value_modifier"),
                                            ValueType.Shape.valueOf(
                                                    row.getString("value_shape")))));
                }
                return columns;
            }
        }
    }

    private static List<String> names(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
