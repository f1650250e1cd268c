package io.millrace.sink;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** A document's id out of the primary key of a table's rows: joined as {@link RowKey} does it. */
final class RowId implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final TableName ANY_TABLE = new TableName("", "");

    private final List<KeyColumn> columns = new ArrayList<>();

    /**
     * @throws ValidationException if a column of the key has a type without a text of its own
     */
    RowId(ResolvedSchema schema) {
        List<String> names = schema.getColumnNames();
        for (String name : schema.getPrimaryKey().orElseThrow().getColumns()) {
            int position = names.indexOf(name);
            Column column = schema.getColumns().get(position);
            columns.add(KeyColumn.of(column, position));
        }
    }

    String of(RowData row) {
        List<String> values = new ArrayList<>(columns.size());
        for (KeyColumn column : columns) {
            values.add(column.text(row));
        }
        return RowKey.of(ANY_TABLE, values).id();
    }

    private record KeyColumn(RowData.FieldGetter getter, Form form) implements Serializable {
        static KeyColumn of(Column column, int position) {
            LogicalType type = column.getDataType().getLogicalType();
            return new KeyColumn(
                    RowData.createFieldGetter(type, position), Form.of(column.getName(), type));
        }

        String text(RowData row) {
            Object value = getter.getFieldOrNull(row);
            return switch (form) {
                case PLAIN -> String.valueOf(value);
                case DECIMAL -> ((DecimalData) value).toBigDecimal().toPlainString();
                case DATE -> LocalDate.ofEpochDay((int) value).toString();
                case TIME ->
                        LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos((int) value))
                                .toString();
                case INSTANT -> value + "Z";
            };
        }
    }

    private enum Form {
        PLAIN,
        DECIMAL,
        DATE,
        TIME,
        INSTANT;

        static Form of(String column, LogicalType type) {
            return switch (type.getTypeRoot()) {
                case CHAR,
                        VARCHAR,
                        BOOLEAN,
                        TINYINT,
                        SMALLINT,
                        INTEGER,
                        BIGINT,
                        TIMESTAMP_WITHOUT_TIME_ZONE ->
                        PLAIN;
                case DECIMAL -> DECIMAL;
                case DATE -> DATE;
                case TIME_WITHOUT_TIME_ZONE -> TIME;
                case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> INSTANT;
                default ->
                        throw new ValidationException(
                                "The column '"
                                        + column
                                        + "' of the primary key has the type "
                                        + type.asSummaryString()
                                        + ", which makes no document id. Use columns of texts,"
                                        + " whole or decimal numbers, dates or times");
            };
        }
    }
}
