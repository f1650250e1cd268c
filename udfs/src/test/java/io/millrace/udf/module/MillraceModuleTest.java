package io.millrace.udf.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.module.CoreModule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillraceModuleTest {
    private static FlinkSql sql;

    @BeforeAll
    static void loadModule() {
        sql = new FlinkSql(MillraceModule.all());
    }

    @Test
    void theExamplesOfTheDocumentationAreTrue() {
        List<Example> examples =
                MillraceModule.inTheirOrder().stream()
                        .flatMap(function -> Stream.of(described(function).examples()))
                        .toList();

        assertThat(sql.evaluate(examples.stream().map(Example::call).toList()))
                .containsExactlyElementsOf(examples.stream().map(Example::result).toList());
    }

    @Test
    void everyFunctionHasAnExampleOfItself() {
        assertThat(MillraceModule.inTheirOrder())
                .allSatisfy(
                        function ->
                                assertThat(described(function).examples()[0].call())
                                        .contains(described(function).name() + "("));
    }

    @Test
    void noNameIsOneOfFlinksOwn() {
        assertThat(CoreModule.INSTANCE.getFunctionDefinition("UPPER")).isPresent();
        assertThat(MillraceModule.all().listFunctions())
                .hasSameSizeAs(MillraceModule.inTheirOrder())
                .noneMatch(name -> CoreModule.INSTANCE.getFunctionDefinition(name).isPresent());
    }

    @Test
    void everyFunctionGivesTheSameForTheSame() {
        assertThat(MillraceModule.inTheirOrder()).allMatch(ScalarFunction::isDeterministic);
    }

    /** Of columns, since calls of literals alone are computed by the planner. */
    @Test
    void nullGivesNull() {
        List<String> calls =
                List.of(
                        "SLUG(s)",
                        "STRIP_ACCENTS(s)",
                        "NORMALIZE_WHITESPACE(s)",
                        "BLANK_TO_NULL(s)",
                        "TRUNCATE_TEXT(s, 3)",
                        "TRUNCATE_TEXT('a', i)",
                        "HTML_TO_TEXT(s)",
                        "SPLIT_LIST(s, ',')",
                        "SPLIT_LIST('a', s)",
                        "MASK(s, 1, 1)",
                        "MASK('a', i, 1)",
                        "MASK('a', 1, i)",
                        "HMAC_SHA256(s, 'secret')",
                        "HMAC_SHA256('a', s)",
                        "AS_JSON(s)",
                        "AS_JSON(AS_JSON(s))",
                        "JSON_PICK(s, 'a')",
                        "JSON_PICK('{}', s)",
                        "JSON_OMIT(s, 'a')",
                        "JSON_OMIT('{}', s)",
                        "JSON_RENAME(s, 'a', 'b')",
                        "JSON_RENAME('{}', s, 'b')",
                        "JSON_FLATTEN(s)",
                        "JSON_FLATTEN('{}', s)",
                        "JSON_MERGE(s, s)",
                        "JSON_STRIP_NULLS(s)",
                        "JSON_STRINGS(s)",
                        "JSON_TEXT(s)",
                        "RANGE_BOUNDS(s)",
                        "GEO_POINT(d, 1)",
                        "GEO_POINT(1, d)",
                        "TO_EPOCH_MILLIS(t)",
                        "TO_EPOCH_MILLIS(z)",
                        "TO_EPOCH_MILLIS(CAST(t AS DATE))");

        assertThat(
                        sql.evaluate(
                                calls,
                                "(VALUES (CAST(NULL AS STRING), CAST(NULL AS INT), CAST(NULL AS"
                                        + " DOUBLE), CAST(NULL AS TIMESTAMP(6)), CAST(NULL AS"
                                        + " TIMESTAMP_LTZ(6)))) AS nulls (s, i, d, t, z)"))
                .hasSameSizeAs(calls)
                .containsOnly("NULL");
    }

    @Test
    void functionsOfJsonTakeWhatTheyMake() {
        assertThat(
                        sql.evaluate(
                                List.of(
                                        "JSON_OMIT(JSON_MERGE(j, k), 'a')",
                                        "JSON_MERGE(AS_JSON(j), JSON_PICK(k, 'c'), '{\"x\":0}')",
                                        "JSON_TEXT(JSON_RENAME(k, 'b', 'z'))"),
                                "(VALUES ('{\"a\": 1.50}', '{\"b\": \"two\", \"c\": 3}'))"
                                        + " AS jsons (j, k)"))
                .containsExactly("{\"b\":\"two\",\"c\":3}", "{\"a\":1.50,\"c\":3,\"x\":0}", "two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SLUG('a')                            | STRING",
                "SPLIT_LIST('a', ',')                 | ARRAY<STRING>",
                "AS_JSON('1')                         | ROW<`$json` STRING>",
                "JSON_PICK('{}', 'a')                 | ROW<`$json` STRING>",
                "JSON_STRINGS('[]')                   | ARRAY<STRING>",
                "JSON_TEXT('[]')                      | STRING",
                "GEO_POINT(1, 2)                      | ROW<`lat` DOUBLE, `lon` DOUBLE>",
                "TO_EPOCH_MILLIS(DATE '2026-01-01')   | BIGINT",
            })
    void hasTypesThatThePlannerKnows(String call, String type) {
        assertThat(sql.type(call)).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AS_JSON(1)                 | Argument 1 must be JSON: a STRING, or what a JSON"
                        + " function has made. But it is INT NOT NULL; JSON_STRING makes JSON of it.",
                "JSON_PICK('{}')            | JSON_PICK(<JSON>, STRING...)",
                "JSON_RENAME('{}', 'a')     | JSON_RENAME(<JSON>, STRING...)",
                "MASK('a')                  | MASK(text => STRING, first => INT, last => INT)",
                "GEO_POINT('a', 1)          | GEO_POINT(lat => DOUBLE, lon => DOUBLE)",
            })
    void refusesOtherTypesBeforeAnythingRuns(String call, String message) {
        assertThatThrownBy(() -> sql.type(call)).hasStackTraceContaining(message);
    }

    @Test
    void aFunctionOfTheUserWinsOnceTheModuleIsLoadedWithoutItsName() {
        FlinkSql sql = new FlinkSql(MillraceModule.all());
        sql.environment().executeSql("CREATE FUNCTION slug AS '" + Shout.class.getName() + "'");
        assertThat(sql.evaluate(List.of("SLUG('Tea')"))).containsExactly("tea");

        sql.environment().unloadModule(MillraceModule.NAME);
        sql.environment().loadModule(MillraceModule.NAME, MillraceModule.all().without("slug"));

        assertThat(sql.evaluate(List.of("SLUG('Tea')", "STRIP_ACCENTS('é')")))
                .containsExactly("TEA!", "e");
    }

    @Test
    void aTemporarySystemFunctionOfTheUserAlwaysWins() {
        FlinkSql sql = new FlinkSql(MillraceModule.all());
        sql.environment()
                .executeSql(
                        "CREATE TEMPORARY SYSTEM FUNCTION slug AS '" + Shout.class.getName() + "'");

        assertThat(sql.evaluate(List.of("SLUG('Tea')"))).containsExactly("TEA!");
    }

    /** What a user might have. */
    public static final class Shout extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public String eval(String text) {
            return text.toUpperCase(java.util.Locale.ROOT) + "!";
        }
    }

    private static SqlFunction described(ScalarFunction function) {
        return function.getClass().getAnnotation(SqlFunction.class);
    }
}
