package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code BLANK_TO_NULL}. */
@SqlFunction(
        name = "BLANK_TO_NULL",
        arguments = "text",
        description =
                "NULL where the text is empty or has only white space, else the text as it is.",
        examples = {
            @Example(call = "BLANK_TO_NULL('  ')", result = "NULL"),
            @Example(call = "COALESCE(BLANK_TO_NULL(''), 'unnamed')", result = "unnamed")
        })
public final class BlankToNullFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    @Nullable
    public String eval(@Nullable String text) {
        return text == null || Blank.is(text) ? null : text;
    }
}
