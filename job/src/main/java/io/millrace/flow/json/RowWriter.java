package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** A row as an object. */
final class RowWriter implements ValueWriter {
    private final FieldName[] names;
    private final RowData.FieldGetter[] getters;
    private final NullableWriter[] fields;

    RowWriter(List<String> names, List<LogicalType> types) {
        this.names = names.stream().map(FieldName::new).toArray(FieldName[]::new);
        this.getters = new RowData.FieldGetter[types.size()];
        this.fields = new NullableWriter[types.size()];
        for (int i = 0; i < getters.length; i++) {
            getters[i] = RowData.createFieldGetter(types.get(i), i);
            fields[i] = new NullableWriter(ValueWriters.of(types.get(i)));
        }
    }

    @Override
    public void write(Object value, ChangeRow row, JsonBuffer json) {
        RowData nested = (RowData) value;
        json.append('{');
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                json.append(',');
            }
            names[i].appendTo(json);
            fields[i].write(getters[i].getFieldOrNull(nested), row, json);
        }
        json.append('}');
    }
}
