package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** {@code JSON_STRINGS}. */
@SqlFunction(
        name = "JSON_STRINGS",
        arguments = "json",
        description =
                "The elements of a JSON array as an `ARRAY<STRING>`: texts without quotes, anything else as JSON. A value that is no array is its only element.",
        examples = {
            @Example(
                    call = "JSON_STRINGS('[\"tea\", 7, null, [true]]')",
                    result = "[tea, 7, NULL, [true]]"),
            @Example(call = "CARDINALITY(JSON_STRINGS('[]'))", result = "0")
        })
public final class JsonStringsFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    DataType result() {
        return DataTypes.ARRAY(DataTypes.STRING());
    }

    /**
     * @return null for null, also for that of JSON
     * @throws IllegalArgumentException if it is not JSON
     */
    @Nullable
    public String[] eval(@Nullable Object json) {
        JsonNode node = parse(json);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return new String[] {string(node)};
        }
        String[] strings = new String[node.size()];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = string(node.get(i));
        }
        return strings;
    }

    @Nullable
    private static String string(JsonNode node) {
        return node.isNull() ? null : node.isTextual() ? node.textValue() : JsonText.text(node);
    }
}
