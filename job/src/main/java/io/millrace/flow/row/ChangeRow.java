package io.millrace.flow.row;

import io.millrace.change.Action;
import io.millrace.change.JsonBuffer;
import io.millrace.change.RowChange;
import io.millrace.change.VersionedChange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.types.RowKind;

/**
 * A change as the row that fragments see. A column is read from the record's bytes when it is asked
 * for. One row serves one change after the other, and one thread.
 *
 * <p>The getters throw {@link UnusableColumnException} for a column that the record lacks, or whose
 * value is none of its type: never {@code NULL} in place of what is unknown. A truncated table has
 * no row: all its columns are {@code NULL}.
 */
public final class ChangeRow implements RowData {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int QUOTED_BYTES = 60;

    private final RowSchema schema;
    private final RecordFields fields;
    private final Object[] values;
    private final JsonTexts jsonTexts = new JsonTexts();

    private VersionedChange versioned;
    private byte[] record;
    private boolean isScanned;
    private boolean hasRow;

    public ChangeRow(RowSchema schema) {
        this.schema = schema;
        this.fields = new RecordFields(schema.escapedNames());
        this.values = new Object[schema.arity()];
    }

    /** Turns to another change. */
    public void turnTo(VersionedChange change) {
        versioned = change;
        RowChange row = change.change();
        record = row.record().utf8();
        isScanned = false;
        hasRow = row.action() != Action.TRUNCATE || !row.key().id().isEmpty();
        Arrays.fill(values, null);
        jsonTexts.clear();
    }

    public VersionedChange change() {
        return versioned;
    }

    /** False if the change is but the news that a table was truncated. */
    public boolean hasRow() {
        return hasRow;
    }

    /** Whether the column is known. */
    public boolean has(int column) {
        return isMeta(column) || !hasRow || start(column) > 0;
    }

    /**
     * Appends a column as it stands in the record.
     *
     * @throws UnusableColumnException if the record lacks it
     */
    public void appendTo(JsonBuffer json, int column) {
        if (isMeta(column)) {
            MetaValues.append(versioned, schema.meta(column), json);
        } else if (!hasRow) {
            json.append(NULL);
        } else {
            int start = known(column);
            json.append(record, start, fields.end(column));
        }
    }

    /**
     * Whether a string is the JSON of a column or of an element of one, or a copy that a query has
     * made of it.
     */
    public boolean isJson(BinaryStringData text) {
        return jsonTexts.has(text);
    }

    @Override
    public int getArity() {
        return values.length;
    }

    @Override
    public RowKind getRowKind() {
        return RowKind.INSERT;
    }

    @Override
    public void setRowKind(RowKind kind) {
        throw new UnsupportedOperationException("A change is read, not written");
    }

    @Override
    public boolean isNullAt(int column) {
        return isMeta(column)
                ? metaValue(column) == null
                : !hasRow || Values.isNull(record, known(column));
    }

    @Override
    public boolean getBoolean(int column) {
        int start = known(column);
        try {
            return Values.bool(record, start);
        } catch (IllegalArgumentException e) {
            throw wrong(column);
        }
    }

    @Override
    public short getShort(int column) {
        int start = known(column);
        try {
            return Values.smallInteger(record, start, fields.end(column));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(column);
        }
    }

    /** An integer, or the days of a date. */
    @Override
    public int getInt(int column) {
        int start = known(column);
        int end = fields.end(column);
        try {
            return schema.type(column).kind() == ColumnType.Kind.DATE
                    ? Times.date(record, start + 1, end - 1)
                    : Math.toIntExact(Values.integer(record, start, end));
        } catch (RuntimeException e) {
            throw wrong(column);
        }
    }

    @Override
    public long getLong(int column) {
        if (isMeta(column)) {
            return (Long) metaValue(column);
        }
        int start = known(column);
        try {
            return Values.integer(record, start, fields.end(column));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(column);
        }
    }

    @Override
    public float getFloat(int column) {
        int start = known(column);
        try {
            return Values.real(record, start, fields.end(column));
        } catch (IllegalArgumentException e) {
            throw wrong(column);
        }
    }

    @Override
    public double getDouble(int column) {
        int start = known(column);
        try {
            return Values.doublePrecision(record, start, fields.end(column));
        } catch (IllegalArgumentException e) {
            throw wrong(column);
        }
    }

    @Override
    public StringData getString(int column) {
        return (StringData) value(column);
    }

    @Override
    public DecimalData getDecimal(int column, int precision, int scale) {
        return (DecimalData) value(column);
    }

    @Override
    public TimestampData getTimestamp(int column, int precision) {
        return (TimestampData) value(column);
    }

    @Override
    public ArrayData getArray(int column) {
        return (ArrayData) value(column);
    }

    @Override
    public byte getByte(int column) {
        throw notOffered();
    }

    @Override
    public <T> RawValueData<T> getRawValue(int column) {
        throw notOffered();
    }

    @Override
    public byte[] getBinary(int column) {
        throw notOffered();
    }

    @Override
    public MapData getMap(int column) {
        throw notOffered();
    }

    @Override
    public RowData getRow(int column, int fields) {
        throw notOffered();
    }

    private Object value(int column) {
        Object value = values[column];
        if (value == null) {
            value = isMeta(column) ? metaValue(column) : read(column);
            values[column] = value;
        }
        return value;
    }

    private Object read(int column) {
        int start = known(column);
        int end = fields.end(column);
        ColumnType type = schema.type(column);
        try {
            if (type.isList()) {
                return Values.array(record, start, type, jsonTexts);
            }
            return switch (type.kind()) {
                case TEXT -> Values.text(record, start, end, jsonTexts);
                case JSON -> jsonTexts.add(record, start, end);
                case DECIMAL -> Values.decimal(record, start, end, type);
                default -> Times.timestamp(record, start + 1, end - 1);
            };
        } catch (RuntimeException e) {
            throw wrong(column);
        }
    }

    @Nullable
    private Object metaValue(int column) {
        if (!schema.isMeta(column)) {
            return null;
        }
        if (values[column] == null) {
            values[column] = MetaValues.value(versioned, schema.meta(column), jsonTexts);
        }
        return values[column];
    }

    private boolean isMeta(int column) {
        return column >= schema.tableColumns();
    }

    private int known(int column) {
        int start = start(column);
        if (start == 0) {
            throw UnusableColumnException.missing(schema.name(column));
        }
        return start;
    }

    private int start(int column) {
        if (!isScanned) {
            fields.scan(record);
            isScanned = true;
        }
        return fields.start(column);
    }

    private UnusableColumnException wrong(int column) {
        int start = fields.start(column);
        int length = fields.end(column) - start;
        String value =
                new String(record, start, Math.min(length, QUOTED_BYTES), StandardCharsets.UTF_8);
        return UnusableColumnException.wrong(
                schema.name(column),
                length > QUOTED_BYTES ? value + "…" : value,
                schema.type(column).logicalType().asSummaryString());
    }

    private static UnsupportedOperationException notOffered() {
        return new UnsupportedOperationException("No column is read as this type");
    }
}
