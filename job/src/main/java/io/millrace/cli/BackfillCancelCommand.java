package io.millrace.cli;

import io.millrace.pipeline.control.BackfillOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace backfill cancel}. */
@Command(
        name = "cancel",
        description = "Ends backfills for good. What they have sent so far stays.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace backfill cancel conf/products.yaml 7",
            "  millrace backfill cancel conf/products.yaml --flow products",
            "  millrace backfill cancel conf/products.yaml"
        })
final class BackfillCancelCommand implements Callable<Integer> {
    @Mixin private BackfillChoice choice;

    @Override
    public Integer call() throws Exception {
        return choice.give(BackfillOrder.CANCEL);
    }
}
