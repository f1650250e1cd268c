package io.millrace.source.wal.row;

import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Outage;
import io.millrace.source.UnreadableChangeException;
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

/** Has the server evaluate the expressions of some generated columns. */
final class GeneratedQuery {
    private final RowLayout layout;
    private final List<GeneratedColumn> columns;
    private final int[] sources;
    private final PreparedStatement query;

    private GeneratedQuery(
            RowLayout layout,
            List<GeneratedColumn> columns,
            int[] sources,
            PreparedStatement query) {
        this.layout = layout;
        this.columns = columns;
        this.sources = sources;
        this.query = query;
    }

    /**
     * @param sources the places in the layout of all the columns that the expressions name
     */
    static GeneratedQuery of(
            RowLayout layout,
            List<GeneratedColumn> columns,
            int[] sources,
            TypeCatalog types,
            Connection connection)
            throws SQLException {
        String sql = sql(columns, sources, layout, types);
        return new GeneratedQuery(layout, columns, sources, connection.prepareStatement(sql));
    }

    /** The columns' values as JSON, of a row that has all their sources. */
    byte[][] compute(KnownRow row) throws SQLException {
        for (int i = 0; i < sources.length; i++) {
            Tuple tuple = row.holding(layout, sources[i]);
            String text = tuple.isNull(sources[i]) ? null : tuple.text(sources[i]);
            query.setObject(i + 1, text, Types.OTHER);
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
                            + columns.stream().map(GeneratedColumn::name).toList()
                            + " of "
                            + layout.table()
                            + " any more: "
                            + e.getMessage(),
                    e);
        }
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
