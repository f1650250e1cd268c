package io.millrace.source.wal.row;

import io.millrace.change.Gaps;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.type.TypeCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes the generated columns that the log leaves out: the server evaluates their expressions of
 * the row as it was logged. They are those that the table has when this is made.
 */
final class GeneratedValues {
    private static final byte[][] NONE = {};

    private final RowLayout layout;
    private final List<GeneratedColumn> columns;

    /** Of each column, the places in the layout. */
    private final int[][] sources;

    private final TypeCatalog types;
    private final Connection connection;

    /** Of all columns; null if there are none. */
    private final GeneratedQuery query;

    /** Of each column alone, made when first needed. */
    private final GeneratedQuery[] single;

    private GeneratedValues(
            RowLayout layout,
            List<GeneratedColumn> columns,
            TypeCatalog types,
            Connection connection)
            throws SQLException {
        this.layout = layout;
        this.columns = columns;
        this.types = types;
        this.connection = connection;
        this.sources = columns.stream().map(c -> places(c, layout)).toArray(int[][]::new);
        int[] all =
                IntStream.range(0, sources.length).flatMap(this::sourcesOf).distinct().toArray();
        this.query =
                columns.isEmpty()
                        ? null
                        : GeneratedQuery.of(layout, columns, all, types, connection);
        this.single = new GeneratedQuery[columns.size()];
    }

    static GeneratedValues of(
            Relation relation, RowLayout layout, TypeCatalog types, Connection connection)
            throws SQLException {
        List<GeneratedColumn> columns =
                GeneratedColumn.ofTable(relation.id(), connection).stream()
                        .filter(column -> layout.indexOf(column.name()) < 0)
                        .toList();
        return new GeneratedValues(layout, columns, types, connection);
    }

    List<String> names() {
        return columns.stream().map(GeneratedColumn::name).toList();
    }

    /**
     * The columns' values as JSON, in the order of their names; null for one whose sources are not
     * all known, and none at all for a row of its identity only.
     */
    byte[][] compute(KnownRow row) throws SQLException {
        if (columns.isEmpty() || row.isIdentityOnly()) {
            return NONE;
        }
        boolean allKnown = true;
        for (int i = 0; i < sources.length; i++) {
            allKnown &= isComputable(row, i);
        }
        if (allKnown) {
            return query.compute(row);
        }
        byte[][] values = new byte[columns.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = isComputable(row, i) ? single(i).compute(row)[0] : null;
        }
        return values;
    }

    /** Whether the rows differ in something that a column is computed of. */
    boolean mayDiffer(KnownRow row, KnownRow other) {
        return IntStream.range(0, sources.length)
                .flatMap(this::sourcesOf)
                .anyMatch(source -> row.differs(layout, source, other));
    }

    /** Of a column whose sources are not all known, those that are. */
    Gaps.Computed gap(int column, KnownRow row) {
        List<String> known = new ArrayList<>();
        for (int source : sources[column]) {
            if (row.holding(layout, source) != null) {
                known.add(layout.columnName(source));
            }
        }
        return new Gaps.Computed(columns.get(column).name(), known);
    }

    private boolean isComputable(KnownRow row, int column) {
        for (int source : sources[column]) {
            if (row.holding(layout, source) == null) {
                return false;
            }
        }
        return true;
    }

    private GeneratedQuery single(int column) throws SQLException {
        if (single[column] == null) {
            single[column] =
                    GeneratedQuery.of(
                            layout,
                            List.of(columns.get(column)),
                            sources[column],
                            types,
                            connection);
        }
        return single[column];
    }

    private IntStream sourcesOf(int column) {
        return IntStream.of(sources[column]);
    }

    private static int[] places(GeneratedColumn column, RowLayout layout) {
        return column.sources().stream()
                .mapToInt(source -> place(source, column, layout))
                .toArray();
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
}
