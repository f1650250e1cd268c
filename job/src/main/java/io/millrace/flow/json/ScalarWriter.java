package io.millrace.flow.json;

import io.millrace.change.JsonBuffer;
import io.millrace.flow.row.ChangeRow;
import io.millrace.flow.row.TimeWriter;
import io.millrace.postgres.FloatText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** Types without parts, as {@code to_jsonb} writes those of Postgres that are like them. */
enum ScalarWriter implements ValueWriter {
    /** A string; but JSON that comes from a column stays JSON. */
    TEXT {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            BinaryStringData text = (BinaryStringData) value;
            byte[] utf8 = text.toBytes();
            if (row.isJson(text)) {
                json.append(utf8);
            } else {
                json.appendString(utf8, 0, utf8.length);
            }
        }
    },

    /** Booleans and integers. */
    LITERAL {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            append(value.toString(), json);
        }
    },

    DECIMAL {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            append(((DecimalData) value).toBigDecimal().toPlainString(), json);
        }
    },

    /** As many digits as Flink has: nobody has asked for the zeros at the end. */
    WIDE_DECIMAL {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            BigDecimal number = ((DecimalData) value).toBigDecimal().stripTrailingZeros();
            append(number.toPlainString(), json);
        }
    },

    REAL {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            float number = (Float) value;
            if (Float.isNaN(number) || Float.isInfinite(number)) {
                append("\"" + number + "\"", json);
            } else {
                append(plain(FloatText.of(number)), json);
            }
        }
    },

    DOUBLE {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            double number = (Double) value;
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                append("\"" + number + "\"", json);
            } else {
                append(plain(FloatText.of(number)), json);
            }
        }
    },

    DATE {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            TimeWriter.date((Integer) value, json);
        }
    },

    /** Milliseconds of the day. */
    TIME {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            TimeWriter.time((Integer) value, json);
        }
    },

    TIMESTAMP {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            TimeWriter.timestamp((TimestampData) value, json);
        }
    },

    TIMESTAMP_LTZ {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            TimeWriter.instant((TimestampData) value, json);
        }
    },

    /** As {@code bytea}. */
    BYTES {
        @Override
        public void write(Object value, ChangeRow row, JsonBuffer json) {
            append("\"\\\\x" + HexFormat.of().formatHex((byte[]) value) + "\"", json);
        }
    };

    /** {@code to_jsonb} makes a numeric of it: without an exponent, and with no minus zero. */
    private static String plain(String number) {
        if (number.indexOf('E') < 0) {
            return switch (number) {
                case "0.0", "-0.0" -> "0";
                default ->
                        number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
            };
        }
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private static void append(String ascii, JsonBuffer json) {
        json.append(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }
}
