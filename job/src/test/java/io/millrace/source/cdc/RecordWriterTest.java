package io.millrace.source.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.change.RowKey;
import io.millrace.change.TableName;
import io.millrace.source.UnreadableChangeException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private static final TableName TABLE = new TableName("public", "lines");
    private static final Schema SCHEMA = schema("order", "say \"name\"", "tags");

    @Test
    void aRecordIsItsColumnsInTheirOrder() {
        Struct row = row("7", "\"чай\"", "[1,2]");

        assertThat(writer("order").record(row))
                .hasToString("{\"order\":7,\"say \\\"name\\\"\":\"чай\",\"tags\":[1,2]}");
    }

    @Test
    void nullIsWrittenAsNull() {
        assertThat(writer("order").record(row("7", null, null)))
                .hasToString("{\"order\":7,\"say \\\"name\\\"\":null,\"tags\":null}");
    }

    @Test
    void oneRecordLeavesNothingInTheNext() {
        RecordWriter writer = writer("order");
        writer.record(row("1000000", "\"a long name\"", "[1,2,3,4]"));

        assertThat(writer.record(row("7", "\"a\"", "[]")))
                .hasToString("{\"order\":7,\"say \\\"name\\\"\":\"a\",\"tags\":[]}");
    }

    @Test
    void aKeyIsTheTextOfItsColumnsInTheKeysOwnOrder() {
        RecordWriter writer = writer("say \"name\"", "order");

        assertThat(writer.key(row("7", "\"a,b\"", "[]"))).isEqualTo(new RowKey(TABLE, "a\\,b,7"));
    }

    @Test
    void aKeyIsTheTextBehindWhatJsonHadToEscape() {
        RecordWriter writer = writer("say \"name\"");

        assertThat(writer.key(row("7", "\"say \\\"hi\\\" \\u0001\\n\\\\\"", "[]")))
                .isEqualTo(new RowKey(TABLE, "say \"hi\" \u0001\n\\"));
    }

    @Test
    void aRecordOfTheKeyHasNothingElse() {
        assertThat(writer("tags", "order").keyRecord(row("7", "\"a\"", "[]")))
                .hasToString("{\"tags\":[],\"order\":7}");
    }

    @Test
    void theFormerValuesAreThoseOfTheColumnsThatDiffer() {
        RecordWriter writer = writer("order");
        Struct before = row("7", "\"a\"", null);

        assertThat(writer.former(before, row("7", "\"b\"", "[]")))
                .hasToString("{\"say \\\"name\\\"\":\"a\",\"tags\":null}");
        assertThat(writer.former(before, row("7", "\"a\"", null))).hasToString("{}");
    }

    @Test
    void itIsMadeForOneVersionOfASchema() {
        RecordWriter writer = writer("order");

        assertThat(writer.writes(SCHEMA)).isTrue();
        assertThat(writer.writes(schema("order", "say \"name\""))).isFalse();
    }

    @Test
    void aValueThatTheLogLeavesOutIsNeverWritten() {
        assertThatThrownBy(() -> writer("order").record(row("7", Fragment.unchanged(), "[]")))
                .isInstanceOf(UnreadableChangeException.class)
                .hasMessage(
                        "The value of the column 'say \"name\"' of public.lines is unknown: the log"
                                + " leaves it out because it did not change. Run ALTER TABLE …"
                                + " REPLICA IDENTITY FULL if it is not, and begin anew with"
                                + " --fresh");
    }

    @Test
    void aValueThatCannotBeReadIsNeverWritten() {
        assertThatThrownBy(() -> writer("order").record(row("7", "\"a\"", Fragment.failure("why"))))
                .isInstanceOf(UnreadableChangeException.class)
                .hasMessage(
                        "The value of the column 'tags' of public.lines is unknown: why. Run ALTER"
                                + " TABLE … REPLICA IDENTITY FULL if it is not, and begin anew with"
                                + " --fresh");
    }

    @Test
    void aKeyWhoseColumnIsGoneIsRefused() {
        assertThatThrownBy(() -> writer("number"))
                .isInstanceOf(UnreadableChangeException.class)
                .hasMessage(
                        "The primary key's column 'number' is no longer in public.lines. Restart"
                                + " the pipeline with --fresh after its key has changed");
    }

    private static RecordWriter writer(String... primaryKey) {
        return new RecordWriter(TABLE, SCHEMA, List.of(primaryKey));
    }

    private static Struct row(String order, String name, String tags) {
        return new Struct(SCHEMA).put("order", order).put("say \"name\"", name).put("tags", tags);
    }

    private static Schema schema(String... columns) {
        SchemaBuilder schema = SchemaBuilder.struct();
        for (String column : columns) {
            schema.field(column, Schema.OPTIONAL_STRING_SCHEMA);
        }
        return schema.build();
    }
}
