package io.millrace.sink;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.CHAR;
import static org.apache.flink.table.api.DataTypes.DATE;
import static org.apache.flink.table.api.DataTypes.DECIMAL;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.INTERVAL;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.MONTH;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.SMALLINT;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIME;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;
import static org.apache.flink.table.api.DataTypes.TINYINT;
import static org.apache.flink.table.api.DataTypes.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Json;
import io.millrace.sink.writer.DeliveryRefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class DocumentProjectionTest {
    @Test
    void takesTheFieldsOfTheColumnNamesAlone() {
        RowType columns =
                rowType(ROW(FIELD("name", STRING()), FIELD("gone", INT()), FIELD("id", INT())));

        assertThat(
                        DocumentProjection.onto(columns)
                                .project("1", Json.of("{\"id\":1,\"more\":[],\"name\":\"tea\"}")))
                .isEqualTo(GenericRowData.of(StringData.fromString("tea"), null, 1));
    }

    @Test
    void castsBooleansAndNumbers() {
        assertThat(cast(BOOLEAN(), "true")).isEqualTo(true);
        assertThat(cast(BOOLEAN(), "\"false\"")).isEqualTo(false);
        assertThat(cast(TINYINT(), "-128")).isEqualTo((byte) -128);
        assertThat(cast(SMALLINT(), "32767")).isEqualTo((short) 32767);
        assertThat(cast(INT(), "\"42\"")).isEqualTo(42);
        assertThat(cast(INT(), "42.00")).isEqualTo(42);
        assertThat(cast(BIGINT(), "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(cast(FLOAT(), "1.5")).isEqualTo(1.5f);
        assertThat(cast(DOUBLE(), "0.1")).isEqualTo(0.1);
        assertThat(cast(DOUBLE(), "\"NaN\"")).isEqualTo(Double.NaN);
        assertThat(cast(DOUBLE(), "\"-Infinity\"")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(cast(DECIMAL(30, 10), "12345678901234567890.0123456789"))
                .isEqualTo(decimal("12345678901234567890.0123456789", 30, 10));
        assertThat(cast(DECIMAL(10, 2), "1.005")).isEqualTo(decimal("1.01", 10, 2));
    }

    @Test
    void castsAnythingToText() {
        assertThat(cast(STRING(), "\"Grüße\"")).isEqualTo(text("Grüße"));
        assertThat(cast(STRING(), "1.50")).isEqualTo(text("1.50"));
        assertThat(cast(STRING(), "12345678901234567890123"))
                .isEqualTo(text("12345678901234567890123"));
        assertThat(cast(STRING(), "true")).isEqualTo(text("true"));
        assertThat(cast(STRING(), "{\"a\": [1, null]}")).isEqualTo(text("{\"a\":[1,null]}"));
        assertThat(cast(VARCHAR(2), "\"🚀🚀\"")).isEqualTo(text("🚀🚀"));
        assertThat(cast(CHAR(3), "\"a\"")).isEqualTo(text("a  "));
    }

    @Test
    void castsDatesAndTimesAsPostgresWritesThem() {
        assertThat(cast(DATE(), "\"2026-01-01\""))
                .isEqualTo((int) LocalDate.of(2026, 1, 1).toEpochDay());
        assertThat(cast(TIME(3), "\"10:00:00.123456\"")).isEqualTo(36_000_123);
        assertThat(cast(TIMESTAMP(6), "\"2026-01-01T10:00:00.123456\""))
                .isEqualTo(timestamp("2026-01-01T10:00:00.123456"));
        assertThat(cast(TIMESTAMP(3), "\"2026-01-01T10:00:00.123456\""))
                .isEqualTo(timestamp("2026-01-01T10:00:00.123"));
        assertThat(cast(TIMESTAMP_LTZ(6), "\"2026-01-01T10:00:00.123456+00:00\""))
                .isEqualTo(timestamp("2026-01-01T10:00:00.123456"));
        assertThat(cast(TIMESTAMP_LTZ(0), "\"2026-01-01T10:00:00.9+05:30\""))
                .isEqualTo(timestamp("2026-01-01T04:30:00"));
    }

    @Test
    void castsBytesArraysMapsAndRows() {
        assertThat(cast(BYTES(), "\"\\\\x6162\"")).isEqualTo(new byte[] {'a', 'b'});
        assertThat(cast(ARRAY(INT()), "[1, null, 3]"))
                .isEqualTo(new GenericArrayData(new Object[] {1, null, 3}));
        assertThat(cast(MAP(STRING(), INT()), "{\"a\": 1, \"b\": null}"))
                .isEqualTo(new GenericMapData(mapOf(text("a"), 1, text("b"), null)));
        assertThat(
                        cast(
                                ROW(FIELD("x", INT()), FIELD("y", ARRAY(STRING()))),
                                "{\"y\":[\"z\"],\"x\":1}"))
                .isEqualTo(GenericRowData.of(1, new GenericArrayData(new Object[] {text("z")})));
        assertThat(cast(INT(), "null")).isNull();
    }

    @Test
    void namesTheColumnAndTheValueThatDoNotFit() {
        assertRefused(
                INT(), "\"dear\"", "'c' of the type INT cannot hold \"dear\": it is no number");
        assertRefused(INT(), "1.5", "cannot hold 1.5: Rounding necessary");
        assertRefused(TINYINT(), "128", "cannot hold 128: Overflow");
        assertRefused(BOOLEAN(), "1", "it is neither true nor false");
        assertRefused(
                DECIMAL(4, 2),
                "100",
                "of the type DECIMAL(4, 2) cannot hold 100: it has too many digits");
        assertRefused(DECIMAL(4, 2), "\"NaN\"", "cannot hold \"NaN\": it is no number");
        assertRefused(VARCHAR(2), "\"tea\"", "it has 3 characters");
        assertRefused(DATE(), "\"infinity\"", "cannot hold \"infinity\"");
        assertRefused(TIMESTAMP(6), "17", "cannot hold 17");
        assertRefused(BYTES(), "\"ab\"", "bytes are written as \\x");
        assertRefused(ARRAY(INT()), "{}", "it is no JSON array");
        assertRefused(
                ROW(FIELD("x", INT())), "{\"x\":\"y\"}", "'c.x' of the type INT cannot hold \"y\"");
        assertRefused(STRING().notNull(), "null", "it is NOT NULL");
        assertRefused(ARRAY(INT().notNull()), "[null]", "its elements are NOT NULL");
        assertRefused(INT(), "\"" + "x".repeat(200) + "\"", "x…: it is no number");
    }

    @Test
    void namesTheMissingFieldOfAColumnThatIsNotNull() {
        RowType columns = rowType(ROW(FIELD("c", STRING().notNull())));

        assertThatThrownBy(() -> DocumentProjection.onto(columns).project("7", Json.of("{}")))
                .isInstanceOf(DeliveryRefusedException.class)
                .hasMessageContaining("The document with the id 7")
                .hasMessageContaining("'c'")
                .hasMessageContaining("there is no such field");
    }

    @Test
    void refusesColumnsThatNoFieldCanBeCastTo() {
        assertThatThrownBy(() -> cast(INTERVAL(MONTH()), "1"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("The column 'c' has the type INTERVAL MONTH");
        assertThatThrownBy(() -> cast(MAP(INT(), INT()), "{}"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("MAP<INT, INT>");
    }

    @Test
    void travelsToWhereTheDocumentsAreWritten() throws Exception {
        RowType columns =
                rowType(ROW(FIELD("c", ROW(FIELD("x", DECIMAL(4, 2)), FIELD("y", CHAR(2))))));

        DocumentProjection arrived = InstantiationUtil.clone(DocumentProjection.onto(columns));

        assertThat(arrived.project("1", Json.of("{\"c\":{\"x\":1,\"y\":\"a\"}}")))
                .isEqualTo(GenericRowData.of(GenericRowData.of(decimal("1.00", 4, 2), text("a "))));
    }

    private static void assertRefused(DataType type, String value, String why) {
        assertThatThrownBy(() -> cast(type, value))
                .isInstanceOf(DeliveryRefusedException.class)
                .hasMessageContaining("The document with the id 1")
                .hasMessageContaining(why);
    }

    private static Object cast(DataType type, String value) {
        RowType columns = rowType(ROW(FIELD("c", type)));
        GenericRowData row =
                (GenericRowData)
                        DocumentProjection.onto(columns)
                                .project("1", Json.of("{\"c\":" + value + "}"));
        return row.getField(0);
    }

    private static RowType rowType(DataType type) {
        return (RowType) type.getLogicalType();
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static DecimalData decimal(String text, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(text), precision, scale);
    }

    private static TimestampData timestamp(String text) {
        return TimestampData.fromLocalDateTime(LocalDateTime.parse(text));
    }

    private static Map<Object, Object> mapOf(Object k1, Object v1, Object k2, Object v2) {
        Map<Object, Object> map = new HashMap<>();
        map.put(k1, v1);
        map.put(k2, v2);
        return map;
    }
}
