package io.millrace.udf.json;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.data.RowData;

/** {@code AS_JSON}. */
@SqlFunction(
        name = "AS_JSON",
        arguments = "text",
        description =
                "JSON of a text that holds some, so that the document has the JSON and not the text.",
        examples = @Example(call = "AS_JSON('{\"a\": [1, 2.50]}')", result = "{\"a\": [1, 2.50]}"))
public final class AsJsonFunction extends JsonFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return the text as it is, in one line; null for null
     * @throws IllegalArgumentException if it is not JSON
     */
    @Nullable
    public RowData eval(@Nullable Object json) {
        String text = text(json);
        if (text == null) {
            return null;
        }
        try {
            JsonText.check(text);
        } catch (IllegalArgumentException e) {
            throw named(e);
        }
        // Line breaks stand between values only: within a string they are escaped.
        return json(text.replace('\n', ' ').replace('\r', ' '));
    }
}
