package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.debezium.data.SpecialValueDecimal;
import io.millrace.change.JsonBuffer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PGobject;

class ValueJsonTest {
    @ParameterizedTest
    @CsvSource({
        "bool, BOOLEAN",
        "int2, NUMBER",
        "int4, NUMBER",
        "int8, NUMBER",
        "float4, NUMBER",
        "float8, NUMBER",
        "numeric, NUMBER",
        "serial, NUMBER",
        "bigserial, NUMBER",
        "smallserial, NUMBER",
        "json, JSON",
        "jsonb, JSON",
        "timestamp, TIMESTAMP",
        "timestamptz, TIMESTAMPTZ",
        "text, TEXT",
        "uuid, TEXT",
        "bytea, TEXT",
        "date, TEXT",
        "size, TEXT",
        "_int4, NUMBER",
        "_jsonb, JSON",
        "_text, TEXT",
    })
    void everyTypeHasItsKind(String typeName, ValueJson kind) {
        assertThat(ValueJson.ofType(typeName)).isEqualTo(kind);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("bool", true, "true"),
                arguments("int2", (short) -32768, "-32768"),
                arguments("int4", 2147483647, "2147483647"),
                arguments("int8", Long.MIN_VALUE, "-9223372036854775808"),
                arguments("float4", 0.1f, "0.1"),
                arguments("float4", Float.NaN, "\"NaN\""),
                arguments("float4", Float.NEGATIVE_INFINITY, "\"-Infinity\""),
                arguments("float8", 0.1, "0.1"),
                arguments("float8", Double.NaN, "\"NaN\""),
                arguments("float8", Double.POSITIVE_INFINITY, "\"Infinity\""),
                arguments("numeric", new BigDecimal("1.50"), "1.50"),
                arguments("numeric", new BigDecimal("1E+3"), "1000"),
                arguments("numeric", new BigDecimal("1E-10"), "0.0000000001"),
                arguments("numeric", new SpecialValueDecimal(new BigDecimal("-2.00")), "-2.00"),
                arguments("numeric", SpecialValueDecimal.NOT_A_NUMBER, "\"NaN\""),
                arguments("numeric", SpecialValueDecimal.POSITIVE_INF, "\"Infinity\""),
                arguments("numeric", SpecialValueDecimal.NEGATIVE_INF, "\"-Infinity\""),
                arguments(
                        "text",
                        "a \"b\" \\ \n\u0001 чай 🍵",
                        "\"a \\\"b\\\" \\\\ \\n\\u0001 чай 🍵\""),
                arguments("text", "", "\"\""),
                arguments("text", "/</script>", "\"/</script>\""),
                arguments("json", "{\"b\": 1}", "{\"b\": 1}"),
                arguments("jsonb", object("jsonb", "[1, null]"), "[1, null]"),
                arguments("size", object("size", "large"), "\"large\""),
                arguments("bytea", new byte[] {0, (byte) 0xff, 16}, "\"\\\\x00ff10\""),
                arguments("bytea", ByteBuffer.wrap(new byte[] {97}), "\"\\\\x61\""),
                arguments("bytea", ByteBuffer.wrap(new byte[0]), "\"\\\\x\""),
                arguments(
                        "uuid",
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        "\"123e4567-e89b-12d3-a456-426614174000\""),
                arguments("date", LocalDate.of(2026, 2, 28), "\"2026-02-28\""),
                arguments(
                        "timestamp",
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "\"2026-01-02T03:04:05.678\""),
                arguments(
                        "timestamptz",
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "\"2026-01-02T03:04:05.678+00:00\""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsWrittenAsToJsonbWritesIt(String typeName, Object value, String json) {
        assertThat(ValueJson.ofType(typeName).toJson(value)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "_bool, t, true",
        "_bool, f, false",
        "bool, true, true",
        "_int4, -3, -3",
        "_float8, 5e-324, 5e-324",
        "_float8, NaN, '\"NaN\"'",
        "_numeric, -Infinity, '\"-Infinity\"'",
        "_numeric, 1.10, 1.10",
        "_jsonb, '{\"a\": \"b,c\"}', '{\"a\": \"b,c\"}'",
        "_text, NaN, '\"NaN\"'",
        "_text, 'say \"hi\"', '\"say \\\"hi\\\"\"'",
        "_date, infinity, '\"infinity\"'",
    })
    void anElementOfAnArrayIsWrittenFromPostgresText(String typeName, String text, String json) {
        byte[] literal = text.getBytes(StandardCharsets.UTF_8);
        JsonBuffer written = new JsonBuffer();
        written.append('[');

        ValueJson.ofType(typeName).write(literal, 0, literal.length, written);

        assertThat(written).hasToString("[" + json);
    }

    @Test
    void aClassThatTheTypeDoesNotComeInIsRefused() {
        assertThatThrownBy(() -> ValueJson.TEXT.toJson(new StringBuilder("text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a value of the class java.lang.StringBuilder");
    }

    @Test
    void aByteBufferIsLeftWhereItWas() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});

        ValueJson.TEXT.toJson(buffer);

        assertThat(buffer.remaining()).isEqualTo(3);
    }

    private static PGobject object(String type, String text) {
        try {
            PGobject object = new PGobject();
            object.setType(type);
            object.setValue(text);
            return object;
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }
}
