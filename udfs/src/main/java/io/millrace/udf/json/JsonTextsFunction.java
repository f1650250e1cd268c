package io.millrace.udf.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.util.StringJoiner;
import javax.annotation.Nullable;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** {@code JSON_TEXT}. */
@SqlFunction(
        name = "JSON_TEXT",
        arguments = "json",
        description =
                "All texts in it, at any depth, joined by a space: to be searched. Names of fields, numbers and booleans are none.",
        examples =
                @Example(
                        call =
                                "JSON_TEXT('{\"title\": \"Tea\", \"parts\": [{\"text\": \"from Assam\", \"size\": 3}]}')",
                        result = "Tea from Assam"))
public final class JsonTextsFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    @Override
    DataType result() {
        return DataTypes.STRING();
    }

    /**
     * @return null for null
     * @throws IllegalArgumentException if it is not JSON
     */
    @Nullable
    public String eval(@Nullable Object json) {
        JsonNode node = parse(json);
        if (node == null) {
            return null;
        }
        StringJoiner texts = new StringJoiner(" ");
        collect(node, texts);
        return texts.toString();
    }

    private static void collect(JsonNode node, StringJoiner texts) {
        if (node.isTextual() && !node.textValue().isEmpty()) {
            texts.add(node.textValue());
        }
        node.forEach(inner -> collect(inner, texts));
    }
}
