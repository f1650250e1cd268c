package io.millrace.flow.row;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * Values as Flink holds them, made of their JSON.
 *
 * <p>Each throws {@link IllegalArgumentException} or {@link ArithmeticException} if it is no such
 * value.
 */
final class Values {
    private static final int LONG_DIGITS = 18;

    private Values() {}

    static boolean isNull(byte[] utf8, int from) {
        return utf8[from] == 'n';
    }

    static boolean bool(byte[] utf8, int from) {
        return switch (utf8[from]) {
            case 't' -> true;
            case 'f' -> false;
            default -> throw new IllegalArgumentException("Not true or false");
        };
    }

    static long integer(byte[] utf8, int from, int to) {
        boolean isNegative = utf8[from] == '-';
        int first = isNegative ? from + 1 : from;
        if (to - first > LONG_DIGITS || first == to) {
            return Long.parseLong(ascii(utf8, from, to));
        }
        long number = 0;
        for (int i = first; i < to; i++) {
            int digit = utf8[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException("Not an integer");
            }
            number = number * 10 + digit;
        }
        return isNegative ? -number : number;
    }

    static short smallInteger(byte[] utf8, int from, int to) {
        long number = integer(utf8, from, to);
        if (number != (short) number) {
            throw new ArithmeticException("Out of range");
        }
        return (short) number;
    }

    /** NaN and the infinities are strings. */
    static double doublePrecision(byte[] utf8, int from, int to) {
        return Double.parseDouble(number(utf8, from, to));
    }

    static float real(byte[] utf8, int from, int to) {
        return Float.parseFloat(number(utf8, from, to));
    }

    static DecimalData decimal(byte[] utf8, int from, int to, ColumnType type) {
        DecimalData decimal =
                DecimalData.fromBigDecimal(
                        new BigDecimal(ascii(utf8, from, to)), type.precision(), type.scale());
        if (decimal == null) {
            throw new ArithmeticException("Too many digits");
        }
        return decimal;
    }

    /** The text of a string, else the JSON. */
    static StringData text(byte[] utf8, int from, int to, JsonTexts texts) {
        if (utf8[from] != '"') {
            return texts.add(utf8, from, to);
        }
        int start = from + 1;
        int end = to - 1;
        return JsonStrings.isEscaped(utf8, start, end)
                ? BinaryStringData.fromBytes(JsonStrings.unescape(utf8, start, end))
                : BinaryStringData.fromBytes(utf8, start, end - start);
    }

    static GenericArrayData array(byte[] utf8, int from, ColumnType type, JsonTexts texts) {
        List<Object> values = new ArrayList<>();
        JsonElements elements = new JsonElements(utf8, from);
        while (elements.next()) {
            values.add(
                    isNull(utf8, elements.start()) ? null : element(utf8, elements, type, texts));
        }
        return new GenericArrayData(values.toArray());
    }

    private static Object element(
            byte[] utf8, JsonElements elements, ColumnType type, JsonTexts texts) {
        int from = elements.start();
        int to = elements.end();
        if (utf8[from] == '[' && type.kind() != ColumnType.Kind.JSON) {
            throw new IllegalArgumentException("An array of arrays");
        }
        return switch (type.kind()) {
            case BOOLEAN -> bool(utf8, from);
            case SMALLINT -> smallInteger(utf8, from, to);
            case INTEGER -> Math.toIntExact(integer(utf8, from, to));
            case BIGINT -> integer(utf8, from, to);
            case REAL -> real(utf8, from, to);
            case DOUBLE -> doublePrecision(utf8, from, to);
            case DECIMAL -> decimal(utf8, from, to, type);
            case DATE -> Times.date(utf8, from + 1, to - 1);
            case TIMESTAMP, TIMESTAMP_LTZ -> Times.timestamp(utf8, from + 1, to - 1);
            case TEXT -> text(utf8, from, to, texts);
            case JSON -> texts.add(utf8, from, to);
        };
    }

    private static String number(byte[] utf8, int from, int to) {
        return utf8[from] == '"' ? ascii(utf8, from + 1, to - 1) : ascii(utf8, from, to);
    }

    private static String ascii(byte[] utf8, int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
