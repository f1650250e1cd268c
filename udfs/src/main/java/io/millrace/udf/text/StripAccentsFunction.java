package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.text.Normalizer;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code STRIP_ACCENTS}. */
@SqlFunction(
        name = "STRIP_ACCENTS",
        arguments = "text",
        description =
                "Latin letters without their accents and strokes. Other alphabets stay as they are.",
        examples = @Example(call = "STRIP_ACCENTS('Crème, Łódź')", result = "Creme, Lodz"))
public final class StripAccentsFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** Letters that Unicode does not take apart, and what stands for them. */
    private static final String STROKED = "øØłŁđĐħĦŧŦı";

    private static final String PLAIN = "oOlLdDhHtTi";

    /**
     * @return the text in Unicode's composed form; null for null
     */
    @Nullable
    public String eval(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder(decomposed.length());
        boolean afterLatin = false;
        for (int i = 0; i < decomposed.length(); ) {
            int c = decomposed.codePointAt(i);
            i += Character.charCount(c);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                if (!afterLatin) {
                    plain.appendCodePoint(c);
                }
            } else {
                afterLatin = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
                int stroked = STROKED.indexOf(c);
                plain.appendCodePoint(stroked < 0 ? c : PLAIN.charAt(stroked));
            }
        }
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }
}
