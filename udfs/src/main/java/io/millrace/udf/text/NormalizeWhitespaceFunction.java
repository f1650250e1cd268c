package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code NORMALIZE_WHITESPACE}. */
@SqlFunction(
        name = "NORMALIZE_WHITESPACE",
        arguments = "text",
        description =
                "Every run of spaces, tabs, line breaks and no-break spaces as one space, and none at"
                        + " either end.",
        examples =
                @Example(
                        call = "NORMALIZE_WHITESPACE(U&'  two\\000A\\00A0 words ')",
                        result = "two words"))
public final class NormalizeWhitespaceFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return null for null
     */
    @Nullable
    public String eval(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder words = new StringBuilder(text.length());
        boolean spaceDue = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Blank.is(c)) {
                spaceDue = words.length() > 0;
            } else {
                if (spaceDue) {
                    words.append(' ');
                    spaceDue = false;
                }
                words.append(c);
            }
        }
        return words.toString();
    }
}
