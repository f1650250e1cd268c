package io.millrace.source.wal.row;

import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import io.millrace.source.value.Field;
import io.millrace.source.value.ScalarWriter;
import io.millrace.source.wal.pgoutput.Tuple;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Writes rows: the columns that the log sends, then those that the server generates. */
final class RowWriter {
    private static final byte[][] NO_VALUES = {};

    private final RowLayout layout;
    private final Field[] generated;
    private final JsonBuffer json = new JsonBuffer();

    RowWriter(RowLayout layout, List<String> generated) {
        this.layout = layout;
        this.generated =
                generated.stream()
                        .map(name -> new Field(name, ScalarWriter.JSONB))
                        .toArray(Field[]::new);
    }

    /**
     * Writes the columns that are known.
     *
     * @param generatedValues null for one that is not; none for a row of its identity only
     */
    Json write(KnownRow row, byte[][] generatedValues) throws SQLException {
        json.clear();
        json.append('{');
        for (int i = 0; i < layout.size(); i++) {
            Tuple tuple = row.holding(layout, i);
            if (tuple != null) {
                field(tuple, i);
            }
        }
        for (int i = 0; i < generatedValues.length; i++) {
            if (generatedValues[i] != null) {
                generatedField(generatedValues, i);
            }
        }
        json.append('}');
        return json.toJson();
    }

    /** Writes what a row was before, as far as it is different now; both are known whole. */
    Json writeFormer(
            KnownRow before, byte[][] generatedBefore, KnownRow row, byte[][] generatedValues)
            throws SQLException {
        json.clear();
        json.append('{');
        for (int i = 0; i < layout.size(); i++) {
            if (row.differs(layout, i, before)) {
                field(before.holding(layout, i), i);
            }
        }
        for (int i = 0; i < generatedBefore.length; i++) {
            if (!Arrays.equals(generatedBefore[i], generatedValues[i])) {
                generatedField(generatedBefore, i);
            }
        }
        json.append('}');
        return json.toJson();
    }

    /** The same where nothing is different that columns are generated of. */
    Json writeFormer(KnownRow before, KnownRow row) throws SQLException {
        return writeFormer(before, NO_VALUES, row, NO_VALUES);
    }

    private void field(Tuple tuple, int column) throws SQLException {
        name(layout.name(column));
        layout.writeValue(tuple, column, json);
    }

    private void generatedField(byte[][] values, int column) {
        name(generated[column].name());
        json.append(values[column]);
    }

    private void name(byte[] name) {
        if (json.size() > 1) {
            json.append(',');
        }
        json.append(name);
    }
}
