package io.millrace.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace backfill watch}. */
@Command(
        name = "watch",
        description = {
            "Shows how far backfills have come, until they end.",
            "",
            "It ends with 1 if one has failed. Ctrl-C ends the watching alone."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill watch conf/products.yaml",
            "  millrace backfill watch conf/products.yaml 7"
        })
final class BackfillWatchCommand implements Callable<Integer> {
    @Mixin private BackfillPipeline pipeline;

    @Parameters(
            index = "1..*",
            paramLabel = "ID",
            description = "Backfills, as list shows them; all that are open if left out.")
    private List<Long> ids = List.of();

    @Override
    public Integer call() throws Exception {
        return pipeline.with(
                (named, backfills, out) ->
                        (ids.isEmpty() ? BackfillWatch.ofOpen() : BackfillWatch.ofIds(ids))
                                .run(backfills, out));
    }
}
