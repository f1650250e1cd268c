package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.inference.InputTypeStrategies;
import org.apache.flink.table.types.inference.InputTypeStrategy;

/** {@code JSON_RENAME}. */
@SqlFunction(
        name = "JSON_RENAME",
        arguments = "json, from, to, …",
        description =
                "The object with other names for these fields. An array is taken object by object.",
        examples =
                @Example(
                        call = "JSON_RENAME('{\"id\": 7, \"nm\": \"Tea\"}', 'nm', 'name')",
                        result = "{\"id\":7,\"name\":\"Tea\"}"))
public final class JsonRenameFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    InputTypeStrategy arguments() {
        return new CountedArguments(InputTypeStrategies.varyingSequence(JSON, TEXT), 2);
    }

    /**
     * @param names old and new ones by turns
     * @return null if any argument is null
     * @throws IllegalArgumentException if the first is not JSON
     */
    @Nullable
    public RowData eval(@Nullable Object json, String... names) {
        JsonNode node = parse(json);
        if (node == null || Arrays.asList(names).contains(null)) {
            return null;
        }
        Map<String, String> newNames = new HashMap<>();
        for (int i = 0; i < names.length; i += 2) {
            newNames.put(names[i], names[i + 1]);
        }
        return json(EachObject.in(node, new RenamedFields(newNames)));
    }
}
