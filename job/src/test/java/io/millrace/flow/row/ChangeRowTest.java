package io.millrace.flow.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.Action;
import io.millrace.change.Json;
import io.millrace.change.JsonBuffer;
import io.millrace.change.Origin;
import io.millrace.change.Position;
import io.millrace.change.RowChange;
import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.change.VersionedChange;
import io.millrace.postgres.Column;
import io.millrace.postgres.Column.TypeKind;
import io.millrace.postgres.ReplicaIdentity;
import io.millrace.postgres.Table;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRowTest {
    private static final TableName NAME = new TableName("s", "t");

    @Test
    void columnsAreFoundInAnyOrderAmongOthersAndSpaces() {
        ChangeRow row =
                row(
                        table("int4", "a", "b", "c"),
                        " { \"x\" : {\"a\": [\"}\\\"\", 7]} ,\n\"c\":3,\"a\" :1 }");

        assertThat(row.getInt(0)).isEqualTo(1);
        assertThat(row.getInt(2)).isEqualTo(3);
        assertThat(row.has(0)).isTrue();
        assertThat(row.has(1)).isFalse();
        assertThatThrownBy(() -> row.isNullAt(1))
                .isInstanceOf(UnusableColumnException.class)
                .hasMessage("the record lacks the column 'b'");
    }

    @Test
    void namesAreComparedAsTheyAreEscaped() {
        ChangeRow row =
                row(
                        table("int4", "a\"b", "c\\d", "ключ", "tab\t"),
                        "{\"a\\\"b\": 1, \"c\\\\d\": 2, \"ключ\": 3, \"tab\\t\": 4}");

        assertThat(row.getInt(0)).isEqualTo(1);
        assertThat(row.getInt(1)).isEqualTo(2);
        assertThat(row.getInt(2)).isEqualTo(3);
        assertThat(row.getInt(3)).isEqualTo(4);
    }

    @Test
    void oneRowServesOneChangeAfterTheOther() {
        ChangeRow row = row(table("text", "a", "b"), "{\"a\": \"x\", \"b\": \"y\"}");
        assertThat(row.getString(0)).hasToString("x");

        row.turnTo(change("{\"a\": null}"));

        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.has(1)).isFalse();
    }

    @Test
    void textIsUnescapedAndWhatIsNoStringIsItsOwnText() {
        ChangeRow row =
                row(
                        table("text", "a", "b", "c"),
                        "{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\tключ \\u00e9\\ud83c\\udf75!\", \"b\": {\"x\": [1]}, \"c\": \"\"}");

        assertThat(row.getString(0)).hasToString("\"\\/\b\f\n\r\tключ é🍵!");
        assertThat(row.getString(1)).hasToString("{\"x\": [1]}");
        assertThat(row.getString(2)).hasToString("");
    }

    @Test
    void jsonIsKnownAsSuchAlsoFromACopy() {
        ChangeRow row =
                row(
                        new Table(
                                NAME,
                                List.of(column("doc", "jsonb"), column("text", "text")),
                                List.of(),
                                false,
                                new ReplicaIdentity(false, List.of("id"), List.of())),
                        "{\"doc\": {\"a\": 1}, \"text\": \"{}\"}");
        BinaryStringData doc = (BinaryStringData) row.getString(0);
        BinaryStringData text = (BinaryStringData) row.getString(1);

        assertThat(doc).hasToString("{\"a\": 1}");
        assertThat(row.isJson(doc.copy())).isTrue();
        assertThat(row.isJson(BinaryStringData.fromString(new String("{\"a\": 1}")))).isFalse();
        assertThat(row.isJson(text)).isFalse();
        assertThat(row.isJson(text.copy())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int2 | 40000 | SMALLINT",
                "int4 | 2147483648 | INT",
                "int4 | \"x\" | INT",
                "int8 | 9223372036854775808 | BIGINT",
                "bool | \"true\" | BOOLEAN",
                "float8 | true | DOUBLE",
                "float4 | {} | FLOAT",
                "date | \"soon\" | DATE",
                "date | 20260101 | DATE",
                "timestamp | \"2026-01-01\" | TIMESTAMP(6)",
                "timestamptz | \"2026-01-01T00:00:00+00:00x\" | TIMESTAMP_LTZ(6)",
                "numeric | \"NaN\" | DECIMAL(38, 18)",
                "numeric | 123456789012345678901 | DECIMAL(38, 18)",
            })
    void aValueOfAnotherTypeIsToldAndStillAppended(String type, String json, String name) {
        ChangeRow row = row(table(type, "a"), "{\"a\": " + json + "}");

        assertThatThrownBy(() -> get(row, type))
                .isInstanceOf(UnusableColumnException.class)
                .hasMessage("the column 'a' holds " + json + ", which is no " + name)
                .hasNoCause();
        assertThat(json(row, 0)).isEqualTo(json);
    }

    @Test
    void timesArePointsOrWhatAClockShows() {
        ChangeRow row =
                row(
                        table("timestamptz", "a", "b", "c", "d", "e"),
                        "{\"a\": \"2026-01-02T03:04:05.678901+00:00\", \"b\": \"infinity\", \"c\": \"-infinity\", \"d\": \"0044-03-15T12:00:00+00:00 BC\", \"e\": \"2026-01-01T01:30:00+01:30\"}");

        assertThat(row.getTimestamp(0, 6))
                .isEqualTo(TimestampData.fromEpochMillis(1_767_323_045_678L, 901_000));
        assertThat(row.getTimestamp(1, 6)).isEqualTo(Times.INFINITY);
        assertThat(row.getTimestamp(2, 6)).isEqualTo(Times.MINUS_INFINITY);
        assertThat(row.getTimestamp(3, 6).toLocalDateTime()).hasToString("-0043-03-15T12:00");
        assertThat(row.getTimestamp(4, 6).toLocalDateTime()).hasToString("2026-01-01T00:00");
    }

    @Test
    void aTruncatedTableHasNoRow() {
        ChangeRow row = new ChangeRow(RowSchema.of(table("text", "a")));
        row.turnTo(
                new VersionedChange(
                        RowChange.truncate(NAME, new Origin(new Position(1, 1), 1, 1, null)), 1));

        assertThat(row.hasRow()).isFalse();
        assertThat(row.isNullAt(0)).isTrue();
        assertThat(json(row, 0)).isEqualTo("null");
    }

    @Test
    void aColumnOfTheTableHidesTheOneOfTheChange() {
        RowSchema schema = RowSchema.of(table("text", "_action", "_key"));

        assertThat(schema.usableNames())
                .startsWith("_action", "_key", "_schema")
                .doesNotHaveDuplicates()
                .hasSize(MetaColumn.values().length);
        ChangeRow row = new ChangeRow(schema);
        row.turnTo(change("{\"_action\": \"mine\", \"_key\": \"own\"}"));
        assertThat(row.getString(0)).hasToString("mine");
        assertThat(row.getString(3)).hasToString("s");
    }

    private static Object get(ChangeRow row, String type) {
        return switch (type) {
            case "int2" -> row.getShort(0);
            case "int4", "date" -> row.getInt(0);
            case "int8" -> row.getLong(0);
            case "bool" -> row.getBoolean(0);
            case "float8" -> row.getDouble(0);
            case "float4" -> row.getFloat(0);
            case "numeric" -> row.getDecimal(0, 38, 18);
            default -> row.getTimestamp(0, 6);
        };
    }

    private static String json(ChangeRow row, int column) {
        JsonBuffer json = new JsonBuffer();
        row.appendTo(json, column);
        return json.toString();
    }

    private static Table table(String type, String... names) {
        return new Table(
                NAME,
                Arrays.stream(names).map(name -> column(name, type)).toList(),
                List.of(),
                false,
                new ReplicaIdentity(false, List.of("id"), List.of()));
    }

    private static Column column(String name, String type) {
        return new Column(name, type, type, TypeKind.BASE, false, false);
    }

    private static ChangeRow row(Table table, String record) {
        ChangeRow row = new ChangeRow(RowSchema.of(table));
        row.turnTo(change(record));
        return row;
    }

    private static VersionedChange change(String record) {
        return new VersionedChange(
                RowChange.of(
                        Action.INSERT,
                        new RowKey(NAME, "1"),
                        Json.of(record),
                        new Origin(new Position(1, 1), 1, 1, null)),
                1);
    }
}
