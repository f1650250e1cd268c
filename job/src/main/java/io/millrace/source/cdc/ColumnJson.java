package io.millrace.source.cdc;

import static io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn.UNCHANGED_TOAST_VALUE;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.millrace.source.ArrayLiteral;
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
                    ? ArrayLiteral.toJson(array.toString(), values::writeText)
                    : values.toJson(value);
        } catch (RuntimeException e) {
            return Fragment.failure(e.toString());
        }
    }
}
