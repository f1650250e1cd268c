package io.millrace.source.cdc;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.debezium.data.SpecialValueDecimal;
import io.millrace.change.JsonBuffer;
import io.millrace.postgres.FloatText;
import io.millrace.source.value.ValueWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.postgresql.util.PGobject;

/** How the values of one column type become JSON. */
enum ValueJson implements ValueWriter {
    BOOLEAN,
    NUMBER,
    TEXT,
    /** {@code json} and {@code jsonb}: the text is JSON already. */
    JSON,
    TIMESTAMP,
    TIMESTAMPTZ;

    /**
     * @param typeName the column's type, or its elements' behind an underscore
     */
    static ValueJson ofType(String typeName) {
        return switch (typeName.startsWith("_") ? typeName.substring(1) : typeName) {
            case "bool" -> BOOLEAN;
            case "int2", "int4", "int8", "float4", "float8", "numeric" -> NUMBER;
            case "serial", "bigserial", "smallserial" -> NUMBER;
            case "json", "jsonb" -> JSON;
            case "timestamp" -> TIMESTAMP;
            case "timestamptz" -> TIMESTAMPTZ;
            default -> TEXT;
        };
    }

    /**
     * @throws IllegalArgumentException for a class of values that the type does not come in
     */
    String toJson(Object value) {
        if (value instanceof String text) {
            return ofText(text);
        }
        if (value instanceof PGobject object) {
            return ofText(object.getValue());
        }
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Short) {
            return value.toString();
        }
        if (value instanceof Double number) {
            return ofDouble(number);
        }
        if (value instanceof Float number) {
            return number.isNaN() || number.isInfinite()
                    ? quote(number.toString())
                    : FloatText.of(number);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof SpecialValueDecimal number) {
            return number.getDecimalValue()
                    .map(BigDecimal::toPlainString)
                    .orElseGet(() -> ofDouble(number.toDouble()));
        }
        if (value instanceof byte[] bytes) {
            return hex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return hex(bytes);
        }
        if (value instanceof java.util.UUID uuid) {
            return quote(uuid.toString());
        }
        return quote(TimeText.of(value, this == TIMESTAMPTZ));
    }

    /** The JSON of a value in Postgres's own text form, such as an element of an array. */
    @Override
    public void write(byte[] text, int from, int to, JsonBuffer json) {
        String value = new String(text, from, to - from, StandardCharsets.UTF_8);
        json.append(ofText(value).getBytes(StandardCharsets.UTF_8));
    }

    private String ofText(String text) {
        return switch (this) {
            case BOOLEAN -> text.equals("t") || text.equals("true") ? "true" : "false";
            case NUMBER -> Character.isLetter(text.charAt(text.length() - 1)) ? quote(text) : text;
            case JSON -> text;
            case TEXT, TIMESTAMP, TIMESTAMPTZ -> quote(text);
        };
    }

    private static String ofDouble(double number) {
        return Double.isNaN(number) || Double.isInfinite(number)
                ? quote(Double.toString(number))
                : FloatText.of(number);
    }

    private static String hex(byte[] bytes) {
        return "\"\\\\x" + HexFormat.of().formatHex(bytes) + '"';
    }

    static String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 16).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"').toString();
    }
}
