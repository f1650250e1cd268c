package io.millrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.Place;
import io.millrace.config.Problem;
import io.millrace.config.SqlStatement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.Test;

class BuiltInFunctionsTest {
    private final TableEnvironment environment =
            TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    private final Definitions definitions = new Definitions(environment);

    @Test
    void millracesAreThereWithoutADefinition() {
        assertThat(define()).isEmpty();
        assertThat(plan("SLUG(UPPER('a'))")).contains("SLUG(");
    }

    @Test
    void millracesMayBeDefinedAllTheSame() {
        assertThat(define("CREATE FUNCTION slug AS 'io.millrace.udf.SlugFunction'")).isEmpty();
        assertThat(type("slug('a')")).isEqualTo("STRING");
    }

    @Test
    void aUsersFunctionWinsOverOneOfMillraces() {
        assertThat(define("CREATE FUNCTION slug AS '" + Length.class.getName() + "'")).isEmpty();

        assertThat(type("SLUG('a')")).isEqualTo("INT");
        assertThat(type("MASK('a', 1, 1)")).isEqualTo("STRING");
    }

    @Test
    void aUsersFunctionThatFlinkWouldNeverCallIsAProblem() {
        assertThat(define("CREATE FUNCTION Split AS '" + Length.class.getName() + "'"))
                .extracting(Problem::toString)
                .containsExactly(
                        "sinks.sql:1: Flink SQL does not take this statement: Flink's own function"
                                + " Split would be called instead of this one; give it another"
                                + " name, or write CREATE TEMPORARY SYSTEM FUNCTION. Correct it.");
        assertThat(
                        define(
                                "CREATE TEMPORARY SYSTEM FUNCTION split AS '"
                                        + Length.class.getName()
                                        + "'"))
                .hasSize(1);
        assertThat(type("split('a')")).isEqualTo("INT");
    }

    private List<Problem> define(String... statements) {
        definitions.define(
                Stream.of(statements)
                        .map(text -> new SqlStatement(text, new Place("sinks.sql", 1)))
                        .toList());
        return definitions.problems();
    }

    private String type(String expression) {
        return environment
                .sqlQuery("SELECT " + expression)
                .getResolvedSchema()
                .getColumnDataTypes()
                .get(0)
                .nullable()
                .toString();
    }

    private String plan(String expression) {
        return environment.explainSql(
                "SELECT "
                        + expression.replace("'a'", "f")
                        + " FROM (VALUES ('a'), ('b')) AS t (f)");
    }

    /** Tells by its type that it was called. */
    public static final class Length extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        public Integer eval(String text) {
            return text.length();
        }
    }
}
