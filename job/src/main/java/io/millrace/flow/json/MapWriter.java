package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.types.logical.LogicalType;

/** A map whose keys are strings as an object. */
final class MapWriter implements ValueWriter {
    private final ArrayData.ElementGetter valueGetter;
    private final NullableWriter values;

    MapWriter(LogicalType valueType) {
        this.valueGetter = ArrayData.createElementGetter(valueType);
        this.values = new NullableWriter(ValueWriters.of(valueType));
    }

    @Override
    public void write(Object value, ChangeRow row, JsonBuffer json) {
        MapData map = (MapData) value;
        ArrayData keys = map.keyArray();
        json.append('{');
        for (int i = 0; i < map.size(); i++) {
            if (keys.isNullAt(i)) {
                throw new IllegalArgumentException("it is a map with a NULL for a key");
            }
            if (i > 0) {
                json.append(',');
            }
            byte[] key = keys.getString(i).toBytes();
            json.appendString(key, 0, key.length);
            json.append(':');
            values.write(valueGetter.getElementOrNull(map.valueArray(), i), row, json);
        }
        json.append('}');
    }
}
