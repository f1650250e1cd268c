package io.millrace.source.wal.type;

import io.millrace.source.wal.type.PgType.ArrayOf;
import io.millrace.source.wal.type.PgType.Attribute;
import io.millrace.source.wal.type.PgType.CastToJson;
import io.millrace.source.wal.type.PgType.Composite;
import io.millrace.source.wal.type.PgType.Domain;
import io.millrace.source.wal.type.PgType.Plain;
import io.millrace.source.wal.type.PgType.Structure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads types from the catalog, along the lines of {@code json_categorize_type} in Postgres's
 * {@code utils/adt/jsonfuncs.c} (before version 16 in {@code jsonb.c}): a cast to json counts if it
 * is a function, and its type is neither built in (its id is below 16384) nor an array nor a
 * composite.
 */
final class TypeQuery {
    private static final String TYPES =
            """
            SELECT t.oid, n.nspname, t.typname, t.typdelim, t.typtype, t.typbasetype, t.typelem,
                   t.typelem <> 0
                     AND t.typsubscript = 'pg_catalog.array_subscript_handler'::regproc AS is_array,
                   a.names AS attribute_names, a.types AS attribute_types,
                   p.oid IS NOT NULL AS has_cast,
                   coalesce(p.prosrc = 'hstore_to_json' AND l.lanname = 'c', false) AS is_hstore
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN LATERAL (
                     SELECT array_agg(attname::text ORDER BY attnum) AS names,
                            array_agg(atttypid::int8 ORDER BY attnum) AS types
                       FROM pg_catalog.pg_attribute
                      WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped
                   ) a ON t.typtype = 'c'
              LEFT JOIN pg_catalog.pg_cast c
                ON c.castsource = t.oid AND c.casttarget = 'pg_catalog.json'::regtype
                   AND c.castmethod = 'f' AND t.oid >= 16384
              LEFT JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
              LEFT JOIN pg_catalog.pg_language l ON l.oid = p.prolang
             WHERE t.oid = ANY (?::oid[])
            """;

    private final Connection connection;

    TypeQuery(Connection connection) {
        this.connection = connection;
    }

    /** Those of the types that exist. */
    List<PgType> types(Collection<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                List<PgType> types = new ArrayList<>();
                while (row.next()) {
                    types.add(
                            new PgType(
                                    row.getLong("oid"),
                                    row.getString("nspname"),
                                    row.getString("typname"),
                                    row.getString("typdelim").charAt(0),
                                    structure(row)));
                }
                return types;
            }
        }
    }

    private static Structure structure(ResultSet row) throws SQLException {
        if (row.getString("typtype").equals("d")) {
            return new Domain(row.getLong("typbasetype"));
        }
        if (row.getBoolean("is_array")) {
            return new ArrayOf(row.getLong("typelem"));
        }
        if (row.getString("typtype").equals("c")) {
            return new Composite(attributes(row));
        }
        if (row.getBoolean("has_cast")) {
            return new CastToJson(row.getBoolean("is_hstore"));
        }
        return Plain.PLAIN;
    }

    private static List<Attribute> attributes(ResultSet row) throws SQLException {
        if (row.getArray("attribute_names") == null) {
            return List.of();
        }
        String[] names = (String[]) row.getArray("attribute_names").getArray();
        Long[] types = (Long[]) row.getArray("attribute_types").getArray();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            attributes.add(new Attribute(names[i], types[i]));
        }
        return attributes;
    }
}
