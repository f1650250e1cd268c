package io.millrace.flow.row;

import io.millrace.postgres.Column;
import io.millrace.postgres.ValueType;
import io.millrace.postgres.ValueType.Shape;
import java.io.Serializable;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * What a column of Postgres is to Flink SQL.
 *
 * @param precision of a {@link Kind#DECIMAL}
 * @param scale of a {@link Kind#DECIMAL}
 * @param isList whether it is an array of such values
 */
record ColumnType(Kind kind, int precision, int scale, boolean isList) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where Postgres's type has no modifier, or takes more than Flink does. */
    private static final int DEFAULT_SCALE = 18;

    private static final int MICROS = 6;

    /** Of {@code numeric}: the modifier holds them behind a header of four bytes. */
    private static final int HEADER = 4;

    private static final int SCALE_BITS = 0x7ff;
    private static final int SCALE_SIGN = 0x400;

    /** How the JSON of a value is read. */
    enum Kind {
        BOOLEAN,
        SMALLINT,
        INTEGER,
        BIGINT,
        REAL,
        DOUBLE,
        DECIMAL,
        DATE,
        TIMESTAMP,
        TIMESTAMP_LTZ,
        /** The text of a string, else the JSON itself. */
        TEXT,
        /** The JSON itself. */
        JSON
    }

    static ColumnType of(Column column) {
        ValueType values = column.values();
        if (values.shape() == Shape.NESTED) {
            return plain(Kind.JSON, Shape.SCALAR);
        }
        return values.name().equals("numeric")
                ? numeric(values)
                : plain(kind(values.name()), values.shape());
    }

    static ColumnType scalar(Kind kind) {
        return plain(kind, Shape.SCALAR);
    }

    private static ColumnType plain(Kind kind, Shape shape) {
        return new ColumnType(kind, 0, 0, shape == Shape.LIST);
    }

    private static Kind kind(String typeName) {
        return switch (typeName) {
            case "bool" -> Kind.BOOLEAN;
            case "int2" -> Kind.SMALLINT;
            case "int4" -> Kind.INTEGER;
            case "int8" -> Kind.BIGINT;
            case "float4" -> Kind.REAL;
            case "float8" -> Kind.DOUBLE;
            case "date" -> Kind.DATE;
            case "timestamp" -> Kind.TIMESTAMP;
            case "timestamptz" -> Kind.TIMESTAMP_LTZ;
            case "json", "jsonb" -> Kind.JSON;
            default -> Kind.TEXT;
        };
    }

    private static ColumnType numeric(ValueType values) {
        boolean isList = values.shape() == Shape.LIST;
        if (values.modifier() >= HEADER) {
            int bits = values.modifier() - HEADER;
            int scale = ((bits & SCALE_BITS) ^ SCALE_SIGN) - SCALE_SIGN;
            int precision = Math.max((bits >>> 16) - Math.min(scale, 0), scale);
            if (precision <= DecimalType.MAX_PRECISION) {
                return new ColumnType(Kind.DECIMAL, precision, Math.max(scale, 0), isList);
            }
        }
        return new ColumnType(Kind.DECIMAL, DecimalType.MAX_PRECISION, DEFAULT_SCALE, isList);
    }

    LogicalType logicalType() {
        LogicalType type =
                switch (kind) {
                    case BOOLEAN -> new BooleanType();
                    case SMALLINT -> new SmallIntType();
                    case INTEGER -> new IntType();
                    case BIGINT -> new BigIntType();
                    case REAL -> new FloatType();
                    case DOUBLE -> new DoubleType();
                    case DECIMAL -> new DecimalType(precision, scale);
                    case DATE -> new DateType();
                    case TIMESTAMP -> new TimestampType(MICROS);
                    case TIMESTAMP_LTZ -> new LocalZonedTimestampType(MICROS);
                    case TEXT, JSON -> VarCharType.STRING_TYPE;
                };
        return isList ? new ArrayType(type) : type;
    }
}
