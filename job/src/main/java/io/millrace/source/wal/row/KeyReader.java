package io.millrace.source.wal.row;

import io.millrace.change.JsonBuffer;
import io.millrace.change.KeyText;
import io.millrace.change.RowKey;
import io.millrace.source.UnreadableChangeException;
import io.millrace.source.wal.pgoutput.OldRow;
import io.millrace.source.wal.pgoutput.PgoutputMessage.Update;
import io.millrace.source.wal.pgoutput.Tuple;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the primary key of rows. */
final class KeyReader {
    private final RowLayout layout;
    private final List<String> primaryKey;

    /** In the key's order: the places in the layout, and behind its end among the generated. */
    private final int[] columns;

    private final JsonBuffer json = new JsonBuffer();

    /**
     * @throws UnreadableChangeException if the table no longer has one of the columns
     */
    KeyReader(RowLayout layout, List<String> generated, List<String> primaryKey) {
        this.layout = layout;
        this.primaryKey = primaryKey;
        this.columns = new int[primaryKey.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = place(primaryKey.get(i), generated);
        }
    }

    RowKey key(KnownRow row, byte[][] generated) throws SQLException {
        List<String> values = new ArrayList<>(columns.length);
        for (int column : columns) {
            values.add(
                    isGenerated(column)
                            ? generatedText(column - layout.size(), generated)
                            : text(row, column));
        }
        return RowKey.of(layout.table(), values);
    }

    /** Whether the server computes a part of the key. */
    boolean isComputed() {
        for (int column : columns) {
            if (isGenerated(column)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the update gives the row another key; for keys without generated columns.
     *
     * @throws UnreadableChangeException if the replica identity is other columns than the key's
     */
    boolean isChanged(Update update) {
        if (update.old() instanceof OldRow.Whole whole) {
            return differs(update.row(), whole.tuple());
        }
        requireIdentity();
        return update.old() instanceof OldRow.Key key && differs(update.row(), key.tuple());
    }

    /** What to say where the log does not tell the key. */
    UnreadableChangeException unknown() {
        return layout.unknown(String.join(", ", primaryKey));
    }

    private boolean differs(Tuple row, Tuple old) {
        for (int column : columns) {
            if (!row.isUnchanged(column) && !row.sameValue(column, old)) {
                return true;
            }
        }
        return false;
    }

    private void requireIdentity() {
        for (int column : columns) {
            if (!layout.isIdentity(column)) {
                throw layout.unknown(layout.columnName(column));
            }
        }
    }

    private boolean isGenerated(int column) {
        return column >= layout.size();
    }

    private String text(KnownRow row, int column) throws SQLException {
        Tuple tuple = row.holding(layout, column);
        if (tuple == null) {
            throw layout.unknown(layout.columnName(column));
        }
        json.clear();
        layout.writeValue(tuple, column, json);
        return KeyText.of(json.toString());
    }

    private String generatedText(int place, byte[][] generated) {
        if (generated.length == 0 || generated[place] == null) {
            throw unknown();
        }
        return KeyText.of(new String(generated[place], StandardCharsets.UTF_8));
    }

    private int place(String column, List<String> generated) {
        int place = layout.indexOf(column);
        if (place >= 0) {
            return place;
        }
        if (generated.contains(column)) {
            return layout.size() + generated.indexOf(column);
        }
        throw new UnreadableChangeException(
                "The primary key's column '"
                        + column
                        + "' is no longer in "
                        + layout.table()
                        + ". Restart the pipeline with --fresh after its key has changed");
    }
}
