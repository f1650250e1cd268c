package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.util.Arrays;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;

/** {@code JSON_PICK}. */
@SqlFunction(
        name = "JSON_PICK",
        arguments = "json, field, …",
        description =
                "The object with these fields only. A dot in a name reaches into an object; an array is taken object by object.",
        examples = {
            @Example(
                    call = "JSON_PICK('{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}', 'a', 'b.c')",
                    result = "{\"a\":1,\"b\":{\"c\":2}}"),
            @Example(
                    call = "JSON_PICK('[{\"a\": 1, \"b\": 2}, {\"b\": 3}]', 'b')",
                    result = "[{\"b\":2},{\"b\":3}]")
        })
public final class JsonPickFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    InputTypeStrategy arguments() {
        return new CountedArguments(InputTypeStrategies.varyingSequence(JSON, TEXT), 1);
    }

    /**
     * @return null if any argument is null
     * @throws IllegalArgumentException if the first is not JSON
     */
    @Nullable
    public RowData eval(@Nullable Object json, String... fields) {
        JsonNode node = parse(json);
        if (node == null || Arrays.asList(fields).contains(null)) {
            return null;
        }
        return json(EachObject.in(node, PickedFields.of(List.of(fields))));
    }
}
