package io.millrace.cli;

import io.millrace.backfill.Backfill;
import io.millrace.pipeline.control.BackfillScope;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace backfill start}. */
@Command(
        name = "start",
        description = {
            "Requests backfills: of all tables of a flow, of one, or of all flows.",
            "",
            "Only that flow's documents are sent, and all of them, even if they seem to be the"
                    + " same. One at a time for each flow and table."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill start conf/products.yaml --flow products",
            "  millrace backfill start conf/products.yaml --flow products --watch",
            "  millrace backfill start p.yaml --flow products --where \"price > 9\"",
            "  millrace backfill start conf/products.yaml --all"
        })
final class BackfillStartCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private BackfillPipeline pipeline;

    @ArgGroup(multiplicity = "1")
    private Flows flows;

    @Nullable
    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "One table of the flow, as schema.table; all if left out.")
    private String table;

    @Nullable
    @Option(
            names = "--where",
            paramLabel = "SQL",
            description =
                    "Which rows: a condition of Postgres on the table's columns; all if left out.")
    private String where;

    @Option(names = "--watch", description = "Show how far they have come until they end.")
    private boolean watch;

    private static final class Flows {
        @Option(
                names = "--flow",
                required = true,
                paramLabel = "NAME",
                description = "The flow to send the documents of.")
        private String flow;

        @Option(names = "--all", required = true, description = "All flows of the pipeline.")
        private boolean all;
    }

    @Override
    public Integer call() throws Exception {
        if (flows.all && table != null) {
            throw new ParameterException(
                    spec.commandLine(), "--table is of one flow: write --flow in place of --all.");
        }
        return pipeline.with(
                (named, backfills, out) -> {
                    List<Backfill> started =
                            backfills.start(new BackfillScope(flows.flow, table), where);
                    for (Backfill backfill : started) {
                        out.printf(
                                "Requested the backfill %d of %s for the flow '%s'.%n",
                                backfill.id(),
                                backfill.request().table(),
                                backfill.request().flow());
                    }
                    if (!backfills.running()) {
                        out.printf(
                                "The pipeline '%s' does not seem to run: nobody reads its slot."
                                        + " What is requested begins when it does.%n",
                                named.name());
                    }
                    return watch
                            ? BackfillWatch.ofIds(started.stream().map(Backfill::id).toList())
                                    .run(backfills, out)
                            : 0;
                });
    }
}
