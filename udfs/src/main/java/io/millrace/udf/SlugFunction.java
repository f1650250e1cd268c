package io.millrace.udf;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.text.Normalizer;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;

/** {@code SLUG}. Neither end has a hyphen. Letters outside the Latin alphabet keep their marks. */
@SqlFunction(
        name = "SLUG",
        arguments = "text",
        description =
                "A text fit for a URL: Latin letters without accents, all letters small, and one"
                        + " hyphen for whatever is neither letter nor digit.",
        examples = @Example(call = "SLUG('Café Crème, 250 g')", result = "cafe-creme-250-g"))
public final class SlugFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return the slug, or null for null
     */
    @Nullable
    public String eval(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder slug = new StringBuilder(decomposed.length());
        boolean hyphenDue = false;
        boolean dropMarks = true;
        for (int i = 0; i < decomposed.length(); ) {
            int c = decomposed.codePointAt(i);
            i += Character.charCount(c);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                if (!dropMarks) {
                    slug.appendCodePoint(c);
                }
            } else if (Character.isLetterOrDigit(c)) {
                if (hyphenDue && slug.length() > 0) {
                    slug.append('-');
                }
                hyphenDue = false;
                slug.appendCodePoint(Character.toLowerCase(c));
                dropMarks = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
            } else {
                hyphenDue = true;
                dropMarks = true;
            }
        }
        return Normalizer.normalize(slug, Normalizer.Form.NFC);
    }
}
