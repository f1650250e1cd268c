package io.millrace.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Casts an object's fields, by name, to a row's columns. */
record RowCast(List<ColumnCast> columns) implements JsonCast {
    static RowCast onto(RowType type) {
        return onto("", type);
    }

    /**
     * @param path what stands before the columns' names in messages
     */
    static RowCast onto(String path, RowType type) {
        List<ColumnCast> columns = new ArrayList<>();
        for (RowType.RowField field : type.getFields()) {
            String column = path + field.getName();
            columns.add(
                    new ColumnCast(
                            field.getName(),
                            column,
                            field.getType(),
                            JsonCasts.to(column, field.getType())));
        }
        return new RowCast(List.copyOf(columns));
    }

    @Override
    public GenericRowData cast(JsonNode value) {
        if (!value.isObject()) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        GenericRowData row = new GenericRowData(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, columns.get(i).cast(value));
        }
        return row;
    }

    /**
     * One column.
     *
     * @param field the field's name in its object
     * @param column the column's name in messages
     */
    record ColumnCast(String field, String column, LogicalType type, JsonCast cast)
            implements Serializable {
        @Nullable
        Object cast(JsonNode object) {
            JsonNode value = object.path(field);
            if (value.isMissingNode() || value.isNull()) {
                if (!type.isNullable()) {
                    throw failure(
                            value, value.isNull() ? "it is NOT NULL" : "there is no such field");
                }
                return null;
            }
            try {
                return cast.cast(value);
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw failure(value, e.getMessage());
            }
        }

        private CastException failure(JsonNode value, String why) {
            return new CastException(column, value, type.asSummaryString(), why);
        }
    }
}
