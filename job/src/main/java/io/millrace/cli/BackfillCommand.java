package io.millrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace backfill}: has the rows of tables read again. */
@Command(
        name = "backfill",
        description = {
            "Has the rows that tables have sent to a flow's sink, beside the stream of changes.",
            "",
            "The pipeline sees to it while it runs, wherever that is; it need not be restarted. The"
                    + " same can be done by SQL, on the table millrace.backfill."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BackfillStartCommand.class,
            BackfillListCommand.class,
            BackfillPauseCommand.class,
            BackfillResumeCommand.class,
            BackfillCancelCommand.class,
            BackfillWatchCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill start conf/products.yaml --flow products",
            "  millrace backfill list conf/products.yaml",
            "  millrace backfill watch conf/products.yaml"
        })
final class BackfillCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
