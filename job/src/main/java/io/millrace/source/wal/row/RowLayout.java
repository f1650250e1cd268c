package io.millrace.source.wal.row;

import io.millrace.change.JsonBuffer;
import io.millrace.change.TableName;
import io.millrace.postgres.Identifiers;
import io.millrace.postgres.Outage;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.value.Field;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Relation;
import io.millrace.source.wal.pgoutput.RelationColumn;
import io.millrace.source.wal.pgoutput.Tuple;
import io.millrace.source.wal.type.TypeCatalog;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/** The columns that the log sends of one version of a table, each with what writes its values. */
final class RowLayout {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final TableName table;
    private final List<RelationColumn> columns;
    private final Field[] fields;

    private RowLayout(TableName table, List<RelationColumn> columns, Field[] fields) {
        this.table = table;
        this.columns = columns;
        this.fields = fields;
    }

    /**
     * @param table what the table is to be called
     */
    static RowLayout of(TableName table, Relation relation, TypeCatalog types) throws SQLException {
        List<RelationColumn> columns = relation.columns();
        types.load(columns.stream().map(RelationColumn::typeId).toList());
        Field[] fields = new Field[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            RelationColumn column = columns.get(i);
            fields[i] = new Field(column.name(), types.writer(column.typeId()));
        }
        return new RowLayout(table, columns, fields);
    }

    TableName table() {
        return table;
    }

    int size() {
        return fields.length;
    }

    String columnName(int column) {
        return columns.get(column).name();
    }

    long typeId(int column) {
        return columns.get(column).typeId();
    }

    /** The place of the column of this name, or -1. */
    int indexOf(String name) {
        for (int i = 0; i < fields.length; i++) {
            if (columnName(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the column is part of the replica identity. */
    boolean isIdentity(int column) {
        return columns.get(column).identity();
    }

    /** Its name as JSON, and a colon. */
    byte[] name(int column) {
        return fields[column].name();
    }

    void writeValue(Tuple tuple, int column, JsonBuffer json) throws SQLException {
        if (tuple.isNull(column)) {
            json.append(NULL);
            return;
        }
        try {
            fields[column]
                    .values()
                    .write(tuple.bytes(), tuple.start(column), tuple.end(column), json);
        } catch (IllegalArgumentException e) {
            throw unreadable(column, e);
        } catch (SQLException e) {
            if (Outage.isCauseOf(e)) {
                throw e;
            }
            throw unreadable(column, e);
        }
    }

    /** What to say of a column whose value the log does not tell. */
    UnreadableChangeException unknown(String column) {
        return new UnreadableChangeException(
                "The value of the column '"
                        + column
                        + "' of "
                        + table
                        + " is unknown: the log leaves it out. Run "
                        + "ALTER TABLE "
                        + Identifiers.quote(table)
                        + " REPLICA IDENTITY FULL, and begin anew with --fresh");
    }

    private UnreadableChangeException unreadable(int column, Exception cause) {
        return new UnreadableChangeException(
                "The value of the column '"
                        + columnName(column)
                        + "' of "
                        + table
                        + " cannot be read: "
                        + cause.getMessage(),
                cause);
    }
}
