package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqlScriptTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("URL", "http://es:9200", "QUOTED", "it's; DROP TABLE x --");
    private static final String REMEDY =
            ". Definitions may only CREATE TABLE, CREATE VIEW or CREATE FUNCTION.";

    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("", List.of()),
                arguments("  \n-- nothing; here\n/* nor ; here */ ;;", List.of()),
                arguments("CREATE TABLE a", List.of("1 CREATE TABLE a")),
                arguments(
                        "create table a ;\n\n create view b as select 1;",
                        List.of("1 create table a", "3 create view b as select 1")),
                arguments(
                        "-- a sink\n/* of\nmine */ CREATE TABLE a; -- the end\n",
                        List.of("3 CREATE TABLE a")),
                arguments(
                        "CREATE /* ; */ TABLE -- ;'\n a (b INT);",
                        List.of("1 CREATE /* ; */ TABLE -- ;'\n a (b INT)")),
                arguments(
                        "CREATE TEMPORARY SYSTEM FUNCTION f AS 'a;b''c;'; CREATE TEMPORARY VIEW v AS SELECT 1",
                        List.of(
                                "1 CREATE TEMPORARY SYSTEM FUNCTION f AS 'a;b''c;'",
                                "1 CREATE TEMPORARY VIEW v AS SELECT 1")),
                arguments(
                        "CREATE TABLE `a;'`;CREATE TABLE \"b;'\"",
                        List.of("1 CREATE TABLE `a;'`", "1 CREATE TABLE \"b;'\"")),
                arguments(
                        "CREATE VIEW v AS SELECT 4-2/1",
                        List.of("1 CREATE VIEW v AS SELECT 4-2/1")),
                arguments(
                        "CREATE TABLE a WITH ('hosts' = '${URL}') -- ${NONE}",
                        List.of("1 CREATE TABLE a WITH ('hosts' = 'http://es:9200')")),
                arguments(
                        "CREATE FUNCTION f AS '${QUOTED}${NONE:-''}$${x}'",
                        List.of("1 CREATE FUNCTION f AS 'it''s; DROP TABLE x --''${x}'")),
                arguments(
                        "CREATE FUNCTION f AS 'a\n\nb';\nCREATE TABLE b",
                        List.of("1 CREATE FUNCTION f AS 'a\n\nb'", "4 CREATE TABLE b")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void splitsAtSemicolonsThatEndAStatement(String text, List<String> expected) {
        Problems problems = new Problems();
        assertThat(read(text, problems))
                .extracting(statement -> statement.place().line() + " " + statement.text())
                .isEqualTo(expected);
        problems.refuseIfAny();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("\nDROP TABLE a", "a.sql:2: a definition cannot be 'DROP …'" + REMEDY),
                arguments(
                        "INSERT INTO a SELECT * FROM b;",
                        "a.sql:1: a definition cannot be 'INSERT …'" + REMEDY),
                arguments(
                        "CREATE CATALOG c WITH ('password' = 'hunter2');",
                        "a.sql:1: a definition cannot be 'CREATE CATALOG …'" + REMEDY),
                arguments("SET 'a' = 'b'", "a.sql:1: a definition cannot be 'SET …'" + REMEDY),
                arguments("'a'", "a.sql:1: a definition cannot be '' …'" + REMEDY),
                arguments(
                        "CREATE TABLEAU a",
                        "a.sql:1: a definition cannot be 'CREATE TABLEAU …'" + REMEDY),
                arguments(
                        "CREATE TABLE a (\n ${B} INT)",
                        "a.sql:2: ${B} stands outside of a string."
                                + " Put it in single quotes: '${B}'. Only there are variables replaced."),
                arguments(
                        "CREATE TABLE `${B:-c}`",
                        "a.sql:1: ${B} stands outside of a string."
                                + " Put it in single quotes: '${B}'. Only there are variables replaced."),
                arguments(
                        "CREATE TABLE a WITH ('b' = '\n', 'c' = '${NONE}')",
                        "a.sql:2: the environment variable NONE is not set."
                                + " Set it, or write a default: ${NONE:-default}."),
                arguments(
                        "CREATE TABLE a WITH (\n'b' = 'hunter2)",
                        "a.sql:2: ' is opened here and never closed. Close it with ' ."),
                arguments(
                        "CREATE TABLE a; /* b",
                        "a.sql:1: /* is opened here and never closed. Close it with */ ."),
                arguments(
                        "CREATE TABLE `a",
                        "a.sql:1: ` is opened here and never closed. Close it with ` ."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsWhatDoesNotBelongInDefinitions(String text, String expected) {
        Problems problems = new Problems();
        read(text, problems);
        assertThatThrownBy(problems::refuseIfAny)
                .isInstanceOf(InvalidPipelineException.class)
                .hasMessage(expected);
    }

    @Test
    void takesALargeScript() {
        String column = "CREATE TABLE a WITH ('note' = '" + "it''s ".repeat(50_000) + "');\n";
        Problems problems = new Problems();
        assertThat(read(column.repeat(3), problems)).hasSize(3);
        problems.refuseIfAny();
    }

    private static List<SqlStatement> read(String text, Problems problems) {
        return SqlScript.statements("a.sql", text, new Variables(ENVIRONMENT), problems);
    }
}
