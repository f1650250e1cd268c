package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code SPLIT_LIST}. */
@SqlFunction(
        name = "SPLIT_LIST",
        arguments = "text, separator",
        description =
                "The parts of a list as an array, without white space around them, empty ones and"
                        + " repetitions. Flink's `SPLIT` keeps all of these.",
        examples = @Example(call = "SPLIT_LIST('tea, coffee,,tea', ',')", result = "[tea, coffee]"))
public final class SplitListFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return null if either is null
     * @throws IllegalArgumentException if the separator is empty
     */
    @Nullable
    public String[] eval(@Nullable String text, @Nullable String separator) {
        if (text == null || separator == null) {
            return null;
        }
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("SPLIT_LIST was given an empty separator");
        }
        Set<String> parts = new LinkedHashSet<>();
        int begin = 0;
        int end;
        while ((end = text.indexOf(separator, begin)) >= 0) {
            addUnlessEmpty(parts, text.substring(begin, end));
            begin = end + separator.length();
        }
        addUnlessEmpty(parts, text.substring(begin));
        return parts.toArray(String[]::new);
    }

    private static void addUnlessEmpty(Set<String> parts, String part) {
        String trimmed = Blank.trimmed(part);
        if (!trimmed.isEmpty()) {
            parts.add(trimmed);
        }
    }
}
