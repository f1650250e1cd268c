package io.millrace.udf.module;

import io.millrace.udf.SlugFunction;
import io.millrace.udf.json.AsJsonFunction;
import io.millrace.udf.json.JsonFlattenFunction;
import io.millrace.udf.json.JsonMergeFunction;
import io.millrace.udf.json.JsonOmitFunction;
import io.millrace.udf.json.JsonPickFunction;
import io.millrace.udf.json.JsonRenameFunction;
import io.millrace.udf.json.JsonStringsFunction;
import io.millrace.udf.json.JsonStripNullsFunction;
import io.millrace.udf.json.JsonTextsFunction;
import io.millrace.udf.json.RangeBoundsFunction;
import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.text.BlankToNullFunction;
import io.millrace.udf.text.HmacSha256Function;
import io.millrace.udf.text.HtmlToTextFunction;
import io.millrace.udf.text.MaskFunction;
import io.millrace.udf.text.NormalizeWhitespaceFunction;
import io.millrace.udf.text.SplitListFunction;
import io.millrace.udf.text.StripAccentsFunction;
import io.millrace.udf.text.TruncateTextFunction;
import io.millrace.udf.value.GeoPointFunction;
import io.millrace.udf.value.ToEpochMillisFunction;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.module.Module;

/**
 * The SQL functions, known by their names once the module is loaded: {@code
 * environment.loadModule(MillraceModule.NAME, MillraceModule.all())}.
 *
 * <p>Flink looks a plain name up among the modules before it looks among the functions that {@code
 * CREATE FUNCTION} made; only a {@code TEMPORARY SYSTEM} one goes before both. So that a user's
 * function wins, the module is loaded again {@link #without} its name.
 */
public final class MillraceModule implements Module {
    public static final String NAME = "millrace";

    private final NavigableMap<String, ScalarFunction> functions;

    private MillraceModule(NavigableMap<String, ScalarFunction> functions) {
        this.functions = functions;
    }

    public static MillraceModule all() {
        NavigableMap<String, ScalarFunction> functions =
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (ScalarFunction function : inTheirOrder()) {
            SqlFunction described = function.getClass().getAnnotation(SqlFunction.class);
            functions.put(described.name(), function);
        }
        return new MillraceModule(functions);
    }

    /** New instances of all functions, as the documentation orders them. */
    static List<ScalarFunction> inTheirOrder() {
        return List.of(
                new SlugFunction(),
                new StripAccentsFunction(),
                new NormalizeWhitespaceFunction(),
                new BlankToNullFunction(),
                new TruncateTextFunction(),
                new HtmlToTextFunction(),
                new SplitListFunction(),
                new MaskFunction(),
                new HmacSha256Function(),
                new AsJsonFunction(),
                new JsonPickFunction(),
                new JsonOmitFunction(),
                new JsonRenameFunction(),
                new JsonFlattenFunction(),
                new JsonMergeFunction(),
                new JsonStripNullsFunction(),
                new JsonStringsFunction(),
                new JsonTextsFunction(),
                new RangeBoundsFunction(),
                new GeoPointFunction(),
                new ToEpochMillisFunction());
    }

    /** The module without the function of this name, whatever its case. */
    public MillraceModule without(String name) {
        NavigableMap<String, ScalarFunction> others = new TreeMap<>(functions);
        others.remove(name);
        return new MillraceModule(others);
    }

    /** Whether it has a function of this name, whatever its case. */
    public boolean has(String name) {
        return functions.containsKey(name);
    }

    @Override
    public Set<String> listFunctions() {
        return functions.keySet();
    }

    @Override
    public Optional<FunctionDefinition> getFunctionDefinition(String name) {
        return Optional.ofNullable(functions.get(name));
    }
}
