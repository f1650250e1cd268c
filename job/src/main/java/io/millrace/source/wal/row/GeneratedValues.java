package io.millrace.source.wal.row;

import io.millrace.postgres.Identifiers;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.Tuple;
import io.millrace.source.wal.type.TypeCatalog;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Computes the generated columns that the log leaves out: the server evaluates their expressions of
 * the row as it was logged. They are those that the table has when this is made.
 */
final class GeneratedValues {
    private static final byte[][] NONE = {};

    private final RowLayout layout;
    private final List<GeneratedColumn> columns;
    private final int[] sources;
    private final PreparedStatement query;

    private GeneratedValues(
            RowLayout layout,
            List<GeneratedColumn> columns,
            int[] sources,
            PreparedStatement query) {
        this.layout = layout;
        this.columns = columns;
        this.sources = sources;
        this.query = query;
    }

    static GeneratedValues of(
            Relation relation, RowLayout layout, TypeCatalog types, Connection connection)
            throws SQLException {
        List<GeneratedColumn> columns =
                GeneratedColumn.ofTable(relation.id(), connection).stream()
                        .filter(column -> layout.indexOf(column.name()) < 0)
                        .toList();
        if (columns.isEmpty()) {
            return new GeneratedValues(layout, columns, new int[0], null);
        }
        int[] sources =
                columns.stream()
                        .flatMap(
                                column ->
                                        column.sources().stream()
                                                .map(s -> place(s, column, layout)))
                        .mapToInt(Integer::intValue)
                        .distinct()
                        .toArray();
        String sql = sql(columns, sources, layout, types);
        return new GeneratedValues(layout, columns, sources, connection.prepareStatement(sql));
    }

    List<String> names() {
        return columns.stream().map(GeneratedColumn::name).toList();
    }

    /** The columns' values as JSON, in the order of their names; none for a row not known whole. */
    byte[][] compute(KnownRow row) throws SQLException {
        if (columns.isEmpty() || !row.isWhole()) {
            return NONE;
        }
        for (int i = 0; i < sources.length; i++) {
            query.setObject(i + 1, text(row, sources[i]), Types.OTHER);
        }
        try (ResultSet result = query.executeQuery()) {
            result.next();
            byte[][] values = new byte[columns.size()][];
            for (int i = 0; i < values.length; i++) {
                String json = result.getString(i + 1);
                values[i] = (json == null ? "null" : json).getBytes(StandardCharsets.UTF_8);
            }
            return values;
        } catch (SQLException e) {
            if (Outage.isCauseOf(e)) {
                throw e;
            }
            throw new UnreadableChangeException(
                    "The server cannot compute the generated columns "
                            + names()
                            + " of "
                            + layout.table()
                            + " any more: "
                            + e.getMessage(),
                    e);
        }
    }

    private String text(KnownRow row, int column) {
        Tuple tuple = row.holding(layout, column);
        if (tuple == null) {
            throw layout.unknown(layout.columnName(column));
        }
        return tuple.isNull(column) ? null : tuple.text(column);
    }

    private static int place(String source, GeneratedColumn column, RowLayout layout) {
        int place = layout.indexOf(source);
        if (place < 0) {
            throw new UnreadableChangeException(
                    "The generated column '"
                            + column.name()
                            + "' of "
                            + layout.table()
                            + " is computed of the column '"
                            + source
                            + "', which the log does not have. Begin anew with --fresh if the"
                            + " table has just been altered");
        }
        return place;
    }

    /** The sources come as parameters, read by the input functions of their types. */
    private static String sql(
            List<GeneratedColumn> columns, int[] sources, RowLayout layout, TypeCatalog types)
            throws SQLException {
        List<String> parameters = new ArrayList<>();
        for (int source : sources) {
            String name = layout.columnName(source);
            String type =
                    types.sqlName(layout.typeId(source)).orElseThrow(() -> layout.unknown(name));
            parameters.add("?::" + type + " AS " + Identifiers.quote(name));
        }
        return columns.stream()
                        .map(GeneratedColumn::sql)
                        .collect(Collectors.joining(", ", "SELECT ", ""))
                + " FROM (SELECT "
                + String.join(", ", parameters)
                + ") AS logged";
    }
}
