package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;

/** {@code JSON_MERGE}. */
@SqlFunction(
        name = "JSON_MERGE",
        arguments = "json, json, …",
        description =
                "One value of several: objects are merged field by field, also inner ones; otherwise the later value stands. NULLs are passed over.",
        examples =
                @Example(
                        call =
                                "JSON_MERGE('{\"a\": 1, \"b\": {\"c\": 2}}', JSON_OBJECT('b' VALUE JSON_OBJECT('d' VALUE 3)))",
                        result = "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"))
public final class JsonMergeFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    InputTypeStrategy arguments() {
        return new CountedArguments(InputTypeStrategies.varyingSequence(JSON), 1);
    }

    /**
     * @return null if all are null
     * @throws IllegalArgumentException if one is not JSON
     */
    @Nullable
    public RowData eval(Object... values) {
        JsonNode merged = null;
        for (Object value : values) {
            JsonNode next = parse(value);
            if (next != null) {
                merged = merged == null ? next : merge(merged, next);
            }
        }
        return merged == null ? null : json(merged);
    }

    private static JsonNode merge(JsonNode first, JsonNode second) {
        if (first instanceof ObjectNode target && second instanceof ObjectNode source) {
            for (Map.Entry<String, JsonNode> field : source.properties()) {
                JsonNode known = target.get(field.getKey());
                target.set(
                        field.getKey(),
                        known == null ? field.getValue() : merge(known, field.getValue()));
            }
            return target;
        }
        return second;
    }
}
