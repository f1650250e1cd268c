package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;

/** {@code JSON_FLATTEN}. */
@SqlFunction(
        name = "JSON_FLATTEN",
        arguments = "json [, separator]",
        description =
                "The fields of inner objects as the object's own, under the names that lead to them, joined by a dot or the separator. An array is taken object by object.",
        examples = {
            @Example(
                    call = "JSON_FLATTEN('{\"a\": 1, \"b\": {\"c\": {\"d\": 2}, \"e\": [3]}}')",
                    result = "{\"a\":1,\"b.c.d\":2,\"b.e\":[3]}"),
            @Example(call = "JSON_FLATTEN('{\"a\": {\"b\": 1}}', '_')", result = "{\"a_b\":1}")
        })
public final class JsonFlattenFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    InputTypeStrategy arguments() {
        return InputTypeStrategies.or(
                InputTypeStrategies.sequence(JSON), InputTypeStrategies.sequence(JSON, TEXT));
    }

    @Nullable
    public RowData eval(@Nullable Object json) {
        return eval(json, ".");
    }

    /**
     * @return null if either is null
     * @throws IllegalArgumentException if the first is not JSON
     */
    @Nullable
    public RowData eval(@Nullable Object json, @Nullable String separator) {
        JsonNode node = parse(json);
        return node == null || separator == null
                ? null
                : json(EachObject.in(node, new FlatFields(separator)));
    }
}
