package io.millrace.udf.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.udf.sql.SqlFunction;
import io.millrace.udf.sql.SqlFunction.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table at the end of docs/functions.md is made of the functions; what stands before its
 * heading is written by hand.
 */
class FunctionsDocTest {
    private static final Path PAGE = Path.of("../docs/functions.md");
    private static final String HEADING = "## The SQL functions\n\n";
    private static final String REFRESH =
            "./mvnw -pl udfs test -Dtest=FunctionsDocTest -Dmillrace.docs=refresh";

    @Test
    void thePageListsEveryFunctionAsTheCodeHasIt() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(HEADING)) + HEADING + table();
        if ("refresh".equals(System.getProperty("millrace.docs"))) {
            Files.writeString(PAGE, expected);
            return;
        }

        assertThat(page)
                .as("docs/functions.md is not what the code says; refresh it by %s", REFRESH)
                .isEqualTo(expected);
    }

    private static String table() {
        return "| function | | example |\n|---|---|---|\n"
                + MillraceModule.inTheirOrder().stream()
                        .map(function -> function.getClass().getAnnotation(SqlFunction.class))
                        .map(FunctionsDocTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(SqlFunction function) {
        return "| `"
                + cell(function.name() + "(" + function.arguments() + ")")
                + "` | "
                + function.description()
                + " | "
                + Stream.of(function.examples())
                        .map(FunctionsDocTest::example)
                        .collect(Collectors.joining("<br>"))
                + " |\n";
    }

    private static String example(Example example) {
        return "`" + cell(example.call()) + "` → `" + cell(example.result()) + "`";
    }

    /** In a table of Markdown, a bar ends the cell even within code. */
    private static String cell(String code) {
        return code.replace("|", "\\|");
    }
}
