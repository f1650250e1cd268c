package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code TRUNCATE_TEXT}. */
@SqlFunction(
        name = "TRUNCATE_TEXT",
        arguments = "text, length",
        description =
                "At most so many characters (code points), the last one … where something is left"
                        + " out.",
        examples = {
            @Example(call = "TRUNCATE_TEXT('A long description', 7)", result = "A long…"),
            @Example(call = "TRUNCATE_TEXT('Short', 7)", result = "Short")
        })
public final class TruncateTextFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;
    private static final String ELLIPSIS = "…";

    /**
     * @return null if either is null; no white space stands before the ellipsis
     * @throws IllegalArgumentException if the length is less than 1
     */
    @Nullable
    public String eval(@Nullable String text, @Nullable Integer length) {
        if (text == null || length == null) {
            return null;
        }
        if (length < 1) {
            throw new IllegalArgumentException(
                    "TRUNCATE_TEXT cannot make a text of " + length + " characters");
        }
        if (text.length() <= length || text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        int end = text.offsetByCodePoints(0, length - 1);
        while (end > 0 && Blank.is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
