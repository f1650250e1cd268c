package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "run --help",
                "help run",
                "demo --help",
                "help demo",
                "backfill --help",
                "help backfill",
                "backfill start --help",
                "backfill list --help",
                "backfill pause --help",
                "backfill resume --help",
                "backfill cancel --help",
                "backfill watch --help"
            })
    void helpEndsWithExamplesThatFitATerminal(String arguments) {
        assertThat(execute(arguments)).isZero();
        assertThat(out.toString())
                .startsWith("Usage: millrace ")
                .contains("\nExamples:\n  millrace");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(out.toString().split("\nExamples:\n")[1].lines())
                .allMatch(line -> line.startsWith("  millrace "));
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "rn,          There is no command 'rn'. Did you mean 'run'?,        millrace",
                "frobnicate,  There is no command 'frobnicate'.,                    millrace",
                "--verison,   There is no option '--verison'. Did you mean '--version'?, millrace",
                "run,         Missing required parameter: 'PIPELINE',               millrace run",
                "run a b,     There is one argument too many: 'b'.,                 millrace run",
                "run a --fesh, There is no option '--fesh'. Did you mean '--fresh'?, millrace run",
                "backfill,    A command is missing.,                       millrace backfill",
                "backfill strt, There is no command 'strt'. Did you mean 'start'?, millrace backfill",
                "backfill list, Missing required parameter: 'PIPELINE',    millrace backfill list",
                "backfill start a, Missing required argument (specify one of these): (--flow=NAME | --all), millrace backfill start",
                "backfill start a --all --table t, --table is of one flow: write --flow in place of --all., millrace backfill start",
                "backfill pause a 7 --flow f, Name either ids or --flow and --table., millrace backfill pause",
                "backfill watch a x, There is one argument too many: 'x'., millrace backfill watch",
                "demo --one,  There is no option '--one'. Did you mean '--once'?,   millrace demo",
                "demo 5,      There is one argument too many: '5'.,                 millrace demo",
            })
    void aWrongCommandLineIsAnsweredByWhatIsWrongAndAHint(
            String arguments, String message, String command) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(message + "\nSee " + command + " --help.\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutACommandItShowsWhatThereIs() {
        assertThat(execute("")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Usage: millrace [-hV] COMMAND\n");
    }

    @Test
    void aMissingFileIsAProblemOfThePipeline() {
        assertThat(execute("run none.yaml")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "The pipeline cannot start:\n"
                                + "  none.yaml:1: there is no file 'none.yaml'. Name a pipeline"
                                + " file, such as conf/products.yaml.\n");
    }

    private int execute(String arguments) {
        CommandLine commandLine = Commands.commandLine(new Millrace());
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(
                Arrays.stream(arguments.split(" "))
                        .filter(s -> !s.isEmpty())
                        .toArray(String[]::new));
    }
}
