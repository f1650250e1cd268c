package io.millrace.udf.text;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import javax.annotation.Nullable;
import org.apache.flink.table.functions.ScalarFunction;
import org.jsoup.Jsoup;

/** {@code HTML_TO_TEXT}. */
@SqlFunction(
        name = "HTML_TO_TEXT",
        arguments = "html",
        description =
                "The text that a browser would show, in one line: without tags, scripts and styles,"
                        + " entities replaced.",
        examples =
                @Example(
                        call =
                                "HTML_TO_TEXT('<h1>Tea &amp; more</h1><p>From <b>5</b>"
                                        + " gardens</p><script>x()</script>')",
                        result = "Tea & more From 5 gardens"))
public final class HtmlToTextFunction extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /**
     * @return null for null. Broken HTML is read as browsers read it
     */
    @Nullable
    public String eval(@Nullable String html) {
        return html == null ? null : Jsoup.parse(html).text();
    }
}
