package io.millrace.source.cdc;

import static io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn.UNCHANGED_TOAST_VALUE;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.millrace.change.JsonBuffer;
import io.millrace.source.value.ArrayWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.postgresql.jdbc.PgArray;

/**
 * Debezium's converter of every column: takes what pgjdbc (in a snapshot) or Debezium's decoder (in
 * the stream) made of a value, and gives its JSON as {@code to_jsonb} writes it, or null for NULL.
 */
public final class ColumnJson implements CustomConverter<SchemaBuilder, RelationalColumn> {
    @Override
    public void configure(Properties properties) {}

    @Override
    public void converterFor(
            RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        ValueJson values = ValueJson.ofType(column.typeName());
        registration.register(SchemaBuilder.string().optional(), value -> fragment(value, values));
    }

    private static String fragment(Object value, ValueJson values) {
        if (value == null) {
            return null;
        }
        if (value == UNCHANGED_TOAST_VALUE) {
            return Fragment.unchanged();
        }
        try {
            return value instanceof PgArray array
                    ? array(array.toString(), values)
                    : values.toJson(value);
        } catch (RuntimeException | SQLException e) {
            return Fragment.failure(e.toString());
        }
    }

    private static String array(String literal, ValueJson values) throws SQLException {
        byte[] text = literal.getBytes(StandardCharsets.UTF_8);
        JsonBuffer json = new JsonBuffer();
        new ArrayWriter(',', values).write(text, 0, text.length, json);
        return json.toString();
    }
}
