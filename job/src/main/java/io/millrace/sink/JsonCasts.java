package io.millrace.sink;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** The cast of a JSON value to each type that a column may have. */
final class JsonCasts {
    private JsonCasts() {}

    /**
     * @param column its name, for messages
     * @throws ValidationException if there is no cast to this type
     */
    static JsonCast to(String column, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> JsonCasts::toBoolean;
            case TINYINT -> value -> number(value).byteValueExact();
            case SMALLINT -> value -> number(value).shortValueExact();
            case INTEGER -> value -> number(value).intValueExact();
            case BIGINT -> value -> number(value).longValueExact();
            case FLOAT -> value -> Float.parseFloat(value.asText());
            case DOUBLE -> value -> Double.parseDouble(value.asText());
            case DECIMAL -> toDecimal((DecimalType) type);
            case CHAR, VARCHAR -> toText(type);
            case BINARY, VARBINARY -> JsonCasts::toBytes;
            case DATE -> value -> TimeCasts.toDate(value.asText());
            case TIME_WITHOUT_TIME_ZONE -> value -> TimeCasts.toTime(value.asText());
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                int precision = LogicalTypeChecks.getPrecision(type);
                yield value -> TimeCasts.toTimestamp(value.asText(), precision);
            }
            case ARRAY -> toArray(column, ((ArrayType) type).getElementType());
            case MAP -> toMap(column, (MapType) type);
            case ROW -> RowCast.onto(column + ".", (RowType) type);
            default -> throw unsupported(column, type);
        };
    }

    private static ValidationException unsupported(String column, LogicalType type) {
        return new ValidationException(
                "The column '"
                        + column
                        + "' has the type "
                        + type.asSummaryString()
                        + ", which no field of a document can be cast to. Declare it as STRING to"
                        + " take the field's JSON text");
    }

    private static Boolean toBoolean(JsonNode value) {
        return switch (value.asText()) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("it is neither true nor false");
        };
    }

    private static BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        try {
            return new BigDecimal(value.asText());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is no number", e);
        }
    }

    private static JsonCast toDecimal(DecimalType type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        return value -> {
            DecimalData decimal = DecimalData.fromBigDecimal(number(value), precision, scale);
            if (decimal == null) {
                throw new IllegalArgumentException("it has too many digits");
            }
            return decimal;
        };
    }

    private static JsonCast toText(LogicalType type) {
        int longest = LogicalTypeChecks.getLength(type);
        boolean padded = type.is(LogicalTypeRoot.CHAR);
        return value -> {
            String text = value.isValueNode() ? value.asText() : value.toString();
            int length = text.codePointCount(0, text.length());
            if (length > longest) {
                throw new IllegalArgumentException("it has " + length + " characters");
            }
            return StringData.fromString(padded ? text + " ".repeat(longest - length) : text);
        };
    }

    /** {@code \x6162}, as Postgres writes a {@code bytea}. */
    private static byte[] toBytes(JsonNode value) {
        String text = value.asText();
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException("bytes are written as \\x and hexadecimal digits");
        }
        return HexFormat.of().parseHex(text, 2, text.length());
    }

    private static JsonCast toArray(String column, LogicalType elementType) {
        JsonCast cast = to(column, elementType);
        return value -> {
            if (!value.isArray()) {
                throw new IllegalArgumentException("it is no JSON array");
            }
            Object[] elements = new Object[value.size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = element(value.get(i), elementType, cast);
            }
            return new GenericArrayData(elements);
        };
    }

    private static JsonCast toMap(String column, MapType type) {
        if (!type.getKeyType().is(LogicalTypeRoot.VARCHAR)) {
            throw unsupported(column, type);
        }
        LogicalType valueType = type.getValueType();
        JsonCast cast = to(column, valueType);
        return value -> {
            if (!value.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            Map<StringData, Object> map = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                map.put(
                        StringData.fromString(entry.getKey()),
                        element(entry.getValue(), valueType, cast));
            }
            return new GenericMapData(map);
        };
    }

    private static Object element(JsonNode value, LogicalType type, JsonCast cast) {
        if (!value.isNull()) {
            return cast.cast(value);
        }
        if (!type.isNullable()) {
            throw new IllegalArgumentException("its elements are NOT NULL");
        }
        return null;
    }
}
