package io.millrace.source.wal.row;

import io.millrace.change.Gaps;
import io.millrace.change.Json;
import io.millrace.change.TableName;
import io.millrace.postgres.Table;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.OldRow;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Delete;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Insert;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Update;
import io.millrace.source.wal.type.TypeCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes records and keys of the rows of one version of a table's schema; made once for each {@link
 * Relation}, used for every change that follows it. Serves one thread.
 *
 * <p>Every method throws an {@link UnreadableChangeException} if a value cannot be told, and an
 * {@link SQLException} if the server does not answer, which computes generated columns and the
 * types that have a cast to json; the same call may then be made again on another connection.
 */
public final class RelationDecoder {
    private final RowLayout layout;
    private final GeneratedValues generated;
    private final RowWriter records;
    private final KeyReader keys;

    private RelationDecoder(
            RowLayout layout, GeneratedValues generated, RowWriter records, KeyReader keys) {
        this.layout = layout;
        this.generated = generated;
        this.records = records;
        this.keys = keys;
    }

    /**
     * @param table tells name and primary key; the columns are the relation's own
     * @param connection in a session with the settings of {@link io.millrace.postgres.TextFormat},
     *     committing each statement; stays open as long as the decoder is used
     */
    public static RelationDecoder of(
            Relation relation, Table table, TypeCatalog types, Connection connection)
            throws SQLException {
        RowLayout layout = RowLayout.of(table.name(), relation, types);
        GeneratedValues generated = GeneratedValues.of(relation, layout, types, connection);
        return new RelationDecoder(
                layout,
                generated,
                new RowWriter(layout, generated.names()),
                new KeyReader(layout, generated.names(), table.primaryKey()));
    }

    public TableName table() {
        return layout.table();
    }

    public RowImage inserted(Insert insert) throws SQLException {
        return image(KnownRow.inserted(insert.row()));
    }

    /**
     * The row after the update: what that did not change and the log left out is of the old row.
     * Where the log does not tell that either, it is a gap.
     */
    public RowImage updated(Update update) throws SQLException {
        return image(KnownRow.updated(update.row(), update.old()));
    }

    /** The former values of the columns that the update changed; empty if not all are known. */
    public Optional<Json> changes(Update update) throws SQLException {
        if (!(update.old() instanceof OldRow.Whole)) {
            return Optional.empty();
        }
        KnownRow before = KnownRow.before(update.old());
        KnownRow row = KnownRow.updated(update.row(), update.old());
        return Optional.of(
                generated.mayDiffer(row, before)
                        ? records.writeFormer(
                                before, generated.compute(before), row, generated.compute(row))
                        : records.writeFormer(before, row));
    }

    /** The row before the update, complete or not; empty if the log has nothing of it. */
    public Optional<RowImage> before(Update update) throws SQLException {
        return update.old() == OldRow.Absent.ABSENT
                ? Optional.empty()
                : Optional.of(image(KnownRow.before(update.old())));
    }

    /** The row before the delete, complete or not. */
    public RowImage deleted(Delete delete) throws SQLException {
        return image(KnownRow.before(delete.old()));
    }

    /** Whether the update gave the row another key: then {@link #before} has the former one. */
    public boolean keyChanged(Update update) throws SQLException {
        if (!keys.isComputed()) {
            return keys.isChanged(update);
        }
        RowImage before = before(update).orElseThrow(keys::unknown);
        return !before.key().equals(updated(update).key());
    }

    private RowImage image(KnownRow row) throws SQLException {
        row.requireColumns(layout);
        byte[][] values = generated.compute(row);
        return new RowImage(keys.key(row, values), records.write(row, values), gaps(row, values));
    }

    private Gaps gaps(KnownRow row, byte[][] values) {
        List<String> columns = null;
        for (int i = 0; i < layout.size(); i++) {
            if (row.holding(layout, i) == null) {
                if (row.isIdentityOnly()) {
                    return Gaps.IDENTITY_ONLY;
                }
                columns = columns == null ? new ArrayList<>() : columns;
                columns.add(layout.columnName(i));
            }
        }
        if (row.isIdentityOnly() && !generated.names().isEmpty()) {
            return Gaps.IDENTITY_ONLY;
        }
        return columns == null ? Gaps.NONE : Gaps.of(columns, computed(row, values, columns));
    }

    /** Adds the generated columns that are gaps too, and returns those that may have changed. */
    private List<Gaps.Computed> computed(KnownRow row, byte[][] values, List<String> columns) {
        List<Gaps.Computed> computed = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                Gaps.Computed gap = generated.gap(i, row);
                columns.add(gap.column());
                if (!gap.sources().isEmpty()) {
                    computed.add(gap);
                }
            }
        }
        return computed;
    }
}
