package io.millrace.cli;

import io.millrace.pipeline.control.BackfillOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace backfill resume}. */
@Command(
        name = "resume",
        description = "Has paused backfills go on where they stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill resume conf/products.yaml 7",
            "  millrace backfill resume conf/products.yaml --flow products",
            "  millrace backfill resume conf/products.yaml"
        })
final class BackfillResumeCommand implements Callable<Integer> {
    @Mixin private BackfillChoice choice;

    @Override
    public Integer call() throws Exception {
        return choice.give(BackfillOrder.RESUME);
    }
}
