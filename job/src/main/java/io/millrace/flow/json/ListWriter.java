package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.logical.LogicalType;

/** An array as an array. */
final class ListWriter implements ValueWriter {
    private final ArrayData.ElementGetter getter;
    private final NullableWriter elements;

    ListWriter(LogicalType elementType) {
        this.getter = ArrayData.createElementGetter(elementType);
        this.elements = new NullableWriter(ValueWriters.of(elementType));
    }

    @Override
    public void write(Object value, ChangeRow row, JsonBuffer json) {
        ArrayData list = (ArrayData) value;
        json.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            elements.write(getter.getElementOrNull(list, i), row, json);
        }
        json.append(']');
    }
}
