package io.millrace.cli;

import io.millrace.pipeline.control.BackfillOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace backfill pause}. */
@Command(
        name = "pause",
        description = "Holds backfills back. What they are reading is still read to its end.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill pause conf/products.yaml 7",
            "  millrace backfill pause conf/products.yaml --flow products",
            "  millrace backfill pause conf/products.yaml"
        })
final class BackfillPauseCommand implements Callable<Integer> {
    @Mixin private BackfillChoice choice;

    @Override
    public Integer call() throws Exception {
        return choice.give(BackfillOrder.PAUSE);
    }
}
