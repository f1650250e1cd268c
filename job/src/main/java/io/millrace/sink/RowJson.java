package io.millrace.sink;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink.InitContext;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonFormatOptions.MapNullKeyMode;
import org.apache.flink.formats.json.JsonRowDataSerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows as Flink's JSON format writes them: dates and times in ISO 8601, decimals as plain numbers,
 * bytes in Base64. A null stays a null.
 */
@SuppressWarnings("deprecation") // A writer of Flink 1.20 hands its converter this context.
final class RowJson implements Serializable {
    private static final long serialVersionUID = 1L;

    private final JsonRowDataSerializationSchema schema;

    RowJson(RowType type) {
        schema =
                new JsonRowDataSerializationSchema(
                        type, TimestampFormat.ISO_8601, MapNullKeyMode.FAIL, "null", true, false);
    }

    void open(InitContext context) {
        try {
            schema.open(context.asSerializationSchemaInitializationContext());
        } catch (Exception e) {
            throw new IllegalStateException("Cannot open Flink's JSON format", e);
        }
    }

    byte[] write(RowData row) {
        return schema.serialize(row);
    }
}
