package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;

/** {@code JSON_STRIP_NULLS}. */
@SqlFunction(
        name = "JSON_STRIP_NULLS",
        arguments = "json",
        description =
                "Without the fields of objects that are null, at any depth, as Postgres's `jsonb_strip_nulls`.",
        examples =
                @Example(
                        call = "JSON_STRIP_NULLS('{\"a\": null, \"b\": [null, {\"c\": null}]}')",
                        result = "{\"b\":[null,{}]}"))
public final class JsonStripNullsFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return null for null
     * @throws IllegalArgumentException if it is not JSON
     */
    @Nullable
    public RowData eval(@Nullable Object json) {
        JsonNode node = parse(json);
        if (node == null) {
            return null;
        }
        strip(node);
        return json(node);
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(JsonStripNullsFunction::strip);
    }
}
