package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code MASK}. */
@SqlFunction(
        name = "MASK",
        arguments = "text, first, last",
        description =
                "Each character as `*`, but for so many first and so many last ones. A text that is"
                        + " no longer than these together is masked whole.",
        examples = {
            @Example(call = "MASK('4111111111111111', 0, 4)", result = "************1111"),
            @Example(call = "MASK('Ann', 2, 1)", result = "***")
        })
public final class MaskFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @param first how many code points to show at the beginning
     * @param last how many code points to show at the end
     * @return null if any of them is null
     * @throws IllegalArgumentException if a number is negative
     */
    @Nullable
    public String eval(@Nullable String text, @Nullable Integer first, @Nullable Integer last) {
        if (text == null || first == null || last == null) {
            return null;
        }
        if (first < 0 || last < 0) {
            throw new IllegalArgumentException(
                    "MASK cannot show " + Math.min(first, last) + " characters");
        }
        int length = text.codePointCount(0, text.length());
        if ((long) first + last >= length) {
            return "*".repeat(length);
        }
        return text.substring(0, text.offsetByCodePoints(0, first))
                + "*".repeat(length - first - last)
                + text.substring(text.offsetByCodePoints(text.length(), -last));
    }
}
