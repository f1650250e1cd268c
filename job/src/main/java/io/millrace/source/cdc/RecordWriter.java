package io.millrace.source.cdc;

import io.millrace.change.Json;
import io.millrace.change.KeyText;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.source.UnreadableChangeException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes the rows of one version of a table's schema; made once for each, used for every row. */
final class RecordWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final TableName table;
    private final Schema schema;
    private final Field[] fields;
    private final byte[][] names;
    private final Field[] keyFields;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);

    RecordWriter(TableName table, Schema schema, List<String> primaryKey) {
        this.table = table;
        this.schema = schema;
        this.fields = schema.fields().toArray(Field[]::new);
        this.names = new byte[fields.length][];
        for (int i = 0; i < fields.length; i++) {
            String name = ValueJson.quote(fields[i].name()) + ":";
            names[i] = name.getBytes(StandardCharsets.UTF_8);
        }
        this.keyFields = primaryKey.stream().map(this::keyField).toArray(Field[]::new);
    }

    boolean writes(Schema other) {
        return schema == other;
    }

    RowKey key(Struct row) {
        List<String> values = new ArrayList<>(keyFields.length);
        for (Field field : keyFields) {
            values.add(KeyText.of(fragment(row, field)));
        }
        return RowKey.of(table, values);
    }

    Json record(Struct row) {
        begin();
        for (Field field : fields) {
            append(row, field);
        }
        return end();
    }

    /** The columns of the key alone. */
    Json keyRecord(Struct row) {
        begin();
        for (Field field : keyFields) {
            append(row, field);
        }
        return end();
    }

    /** Of two states of a row, what the first has other than the second. */
    Json former(Struct before, Struct after) {
        begin();
        for (Field field : fields) {
            if (!Objects.equals(before.get(field), after.get(field))) {
                append(before, field);
            }
        }
        return end();
    }

    private void begin() {
        buffer.reset();
        buffer.write('{');
    }

    private void append(Struct row, Field field) {
        if (buffer.size() > 1) {
            buffer.write(',');
        }
        buffer.writeBytes(names[field.index()]);
        String json = fragment(row, field);
        buffer.writeBytes(json == null ? NULL : json.getBytes(StandardCharsets.UTF_8));
    }

    private Json end() {
        buffer.write('}');
        return Json.ofUtf8(buffer.toByteArray());
    }

    private String fragment(Struct row, Field field) {
        String fragment = (String) row.get(field);
        if (fragment != null && !Fragment.isJson(fragment)) {
            throw new UnreadableChangeException(
                    "The value of the column '"
                            + field.name()
                            + "' of "
                            + table
                            + " is unknown: "
                            + Fragment.reason(fragment)
                            + ". Run ALTER TABLE … REPLICA IDENTITY FULL if it is not, and begin"
                            + " anew with --fresh");
        }
        return fragment;
    }

    private Field keyField(String column) {
        Field field = schema.field(column);
        if (field == null) {
            throw new UnreadableChangeException(
                    "The primary key's column '"
                            + column
                            + "' is no longer in "
                            + table
                            + ". Restart the pipeline with --fresh after its key has changed");
        }
        return field;
    }
}
