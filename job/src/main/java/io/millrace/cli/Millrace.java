package io.millrace.cli;

import io.millrace.demo.server.TemporaryFolder;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code millrace}. */
@Command(
        name = "millrace",
        description = "Keeps search indexes and tables in step with Postgres.",
        mixinStandardHelpOptions = true,
        versionProvider = MillraceVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            PreviewCommand.class,
            RunCommand.class,
            BackfillCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace demo                         everything embedded, nothing to install",
            "  millrace preview conf/products.yaml   what its flows make of a few rows",
            "  millrace run conf/products.yaml       run a pipeline in this process",
            "  millrace help run                     what a command takes"
        })
public final class Millrace {
    Millrace() {}

    /** Ends the JVM with 0, or 1 if the command failed, or 2 if it was called wrongly. */
    public static void main(String[] arguments) throws IOException {
        int status;
        try (TemporaryFolder temporary = TemporaryFolder.ofThisProcess()) {
            status = Commands.execute(new Millrace(), arguments);
        }
        System.exit(status);
    }
}
