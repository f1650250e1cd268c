package io.millrace.source.wal.row;

import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import io.millrace.source.value.Field;
import io.millrace.source.value.ScalarWriter;
import io.millrace.source.wal.pgoutput.Tuple;
import java.sql.SQLException;
import java.util.List;

/** Writes records: the columns that the log sends, then those that the server generates. */
final class RowWriter {
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
     * @param generatedValues none for a row that is not known whole
     */
    Json write(KnownRow row, byte[][] generatedValues) throws SQLException {
        json.clear();
        json.append('{');
        for (int i = 0; i < layout.size(); i++) {
            Tuple tuple = row.holding(layout, i);
            if (tuple != null) {
                name(layout.name(i));
                layout.writeValue(tuple, i, json);
            } else if (row.isWhole()) {
                throw layout.unknown(layout.columnName(i));
            }
        }
        for (int i = 0; i < generatedValues.length; i++) {
            name(generated[i].name());
            json.append(generatedValues[i]);
        }
        json.append('}');
        return json.toJson();
    }

    private void name(byte[] name) {
        if (json.size() > 1) {
            json.append(',');
        }
        json.append(name);
    }
}
